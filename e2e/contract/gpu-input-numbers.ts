/**
 * The product's way from a frame to numbers, on the CPU and on the GPU: for every kind of input of the zoo, and kinds that only
 * a custom model could have.
 */
import type { CatalogModel, ImageInput } from '../../src/domain/model';
import type { Frame } from '../../src/executor/frame-inbox';
import { submitAlone } from '../../src/executor/gpu-input/gpu-preprocessor';
import type { PreparedInput } from '../../src/executor/input-maker';
import { PictureUpload } from '../../src/executor/picture-upload';
import { SharedPicture } from '../../src/executor/shared-picture';
import { TASKS } from '../../src/executor/tasks/tasks';
import { createLiveInput } from '../../src/executor/tenant-input';
import type { GpuInputCall } from './gpu-input.worker';
import { imageInput, type LabDevice, openDevice } from './gpu-input-device';
import { sheetsOf } from './gpu-input-pictures';

export interface NumbersAnswer {
  readonly name: string;
  readonly input: ImageInput;
  /** Numbers that were compared. */
  readonly samples: number;
  /** Those that were not the same bits. */
  readonly differing: number;
  /** Largest difference, in steps of 8 bits: of 1/255 of the range. */
  readonly worstSteps: number;
}

/** Kinds that no model of the zoo has; the task only converts. */
const OTHER: readonly Partial<ImageInput>[] = [
  { shape: [1, 40, 56, 1], dtype: 'int32', range: [0, 255] },
  { shape: [2, 24, 40, 1], range: [0, 1] },
  { shape: [1, 33, 17, 3], dtype: 'int32', range: [-128, 127] },
  { shape: [1, 7, 301, 3], range: [1, 0] },
];

export async function compareNumbers({ models, pictures }: GpuInputCall): Promise<readonly NumbersAnswer[]> {
  const lab = await openDevice();
  const answers: NumbersAnswer[] = [];
  for (const model of kindsOf(models)) answers.push(await compareKind(lab, model, pictures));
  lab.check();
  return answers;
}

/** One model for each kind of input, and those that none has. */
function kindsOf(models: readonly CatalogModel[]): readonly CatalogModel[] {
  const kinds = new Map(models.map((model) => [keyOf(model), model]));
  const plain = models.find(({ task }) => task === 'face-emotion');
  if (plain === undefined) return [...kinds.values()];
  const others = OTHER.map((change) => ({
    ...plain,
    name: 'no model',
    input: { ...imageInput(plain), ...change },
  }));
  return [...kinds.values(), ...others];
}

function keyOf(model: CatalogModel): string {
  const { shape, dtype, range } = imageInput(model);
  return JSON.stringify([shape, dtype, range, TASKS[model.task].mirrored]);
}

async function compareKind(
  lab: LabDevice,
  model: CatalogModel,
  pictures: readonly ImageBitmap[],
): Promise<NumbersAnswer> {
  const input = imageInput(model);
  const target = lab.target(input);
  const upload = new PictureUpload(lab.device, input, target, (convert) => submitAlone(lab.device, convert));
  await upload.ready;
  const see = createSight(model);
  let [samples, differing, worst] = [0, 0, 0];
  for (const draw of sheetsOf(input, pictures)) {
    const { data, picture } = await see(draw());
    const [wanted] = data;
    if (wanted === undefined || picture === undefined) throw new Error('nothing was prepared');
    if (!upload.upload(picture)) throw new Error(`the picture for ${model.name} was not taken`);
    const given = await lab.read(target, input.dtype);
    samples += given.length;
    for (const [index, value] of given.entries()) {
      if (!Object.is(value, wanted[index])) differing += 1;
      worst = Math.max(worst, Math.abs(value - (wanted[index] ?? Number.NaN)));
    }
  }
  upload.dispose();
  target.destroy();
  const [black, white] = input.range;
  return { name: model.name, input, samples, differing, worstSteps: (255 * worst) / Math.abs(white - black) };
}

/** A tenant's live input, which sees the bitmaps that are given. */
export function createSight(model: CatalogModel): (bitmap: ImageBitmap) => Promise<PreparedInput> {
  const [batch] = imageInput(model).shape;
  const seen = { tenantId: 'a', slot: 0, regionFound: true, capturedAt: 0, picture: null };
  const regions = Array.from({ length: batch }, () => ({ x: 0, y: 0, width: 1, height: 1 }));
  let frame: Frame | null = null;
  let frameNumber = 0;
  const input = createLiveInput(model, TASKS[model.task], {
    newest: async () => frame ?? Promise.reject(new Error('no frame')),
  });
  return (bitmap) => {
    frameNumber += 1;
    frame = { ...seen, kind: 'frame', frameNumber, bitmap: new SharedPicture(bitmap), regions };
    return input.next();
  };
}
