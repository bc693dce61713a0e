/** Where executors and tenants stand in the small picture of a scenario. Pure arithmetic on its field. */
import type { Scenario } from '../../domain/scenario';

export const PICTURE = { width: 216, height: 80 } as const;
const GAP = 4;
const PADDING = 4;
/** Wider columns would say nothing more. */
const MAX_COLUMN = 64;
/** Room for the tick under each column that stands for its worker. */
const FOOT = 6;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface PictureTenant extends Box {
  readonly id: string;
  readonly modelId: string;
  /** Position in the scenario: its colour and shape. */
  readonly index: number;
  readonly iconSize: number;
  /** Whether its shape has room beside the icon. */
  readonly withShape: boolean;
}

interface PictureColumn extends Box {
  readonly id: string;
  readonly tenants: readonly PictureTenant[];
}

interface PictureLink {
  readonly id: string;
  /** Position of the tenant that triggers: the line has its colour. */
  readonly causeIndex: number;
  readonly line: string;
  /** Where it ends: a dot stands there. */
  readonly end: { readonly x: number; readonly y: number };
}

/** How far a line within a column swings out of it. */
const SWING = 7;

/** A line from each tenant to those that it triggers. */
export function pictureLinks(
  { tenants }: Scenario,
  columns: readonly PictureColumn[],
): readonly PictureLink[] {
  const boxes = columns.flatMap((column) => column.tenants);
  return tenants.flatMap(({ id, dependsOn }): readonly PictureLink[] => {
    const from = boxes.find((box) => box.id === dependsOn?.tenantId);
    const to = boxes.find((box) => box.id === id);
    if (from === undefined || to === undefined) return [];
    const start = { x: from.x + from.width, y: from.y + from.height / 2 };
    const rightwards = to.x > start.x;
    if (to.x < from.x) start.x = from.x;
    const end = {
      x: rightwards ? to.x : to.x + to.width,
      y: to.y + to.height / 2,
    };
    const [out, back] = to.x < from.x ? [-SWING, SWING] : [SWING, rightwards ? -SWING : SWING];
    const line = `M${start.x} ${start.y}C${start.x + out} ${start.y} ${end.x + back} ${end.y} ${end.x} ${end.y}`;
    return [{ id, causeIndex: from.index, line, end }];
  });
}

export function pictureLayout({ executors, tenants }: Scenario): readonly PictureColumn[] {
  const columns = executors.length;
  const width = Math.min(MAX_COLUMN, (PICTURE.width - (columns - 1) * GAP) / columns);
  const left = (PICTURE.width - columns * width - (columns - 1) * GAP) / 2;
  const height = PICTURE.height - FOOT;
  return executors.map(({ id }, column) => {
    const x = left + column * (width + GAP);
    const residents = tenants.flatMap((tenant, index) =>
      tenant.executorId === id ? [{ tenant, index }] : [],
    );
    const padding = Math.min(PADDING, width / 8);
    const cell = (height - padding) / Math.max(2, residents.length) - padding / 2;
    const used = residents.length * (cell + padding / 2);
    const top = (height - used + padding / 2) / 2;
    const inner = width - 2 * padding;
    const iconSize = Math.min(cell - 2, inner - 2, 30);
    return {
      ...{ id, x, y: 0, width, height },
      tenants: residents.map(({ tenant, index }, row) => ({
        ...{ id: tenant.id, modelId: tenant.modelId, index, iconSize },
        x: x + padding,
        y: top + row * (cell + padding / 2),
        width: inner,
        height: cell,
        withShape: inner - iconSize >= 14 && cell >= 10,
      })),
    };
  });
}
