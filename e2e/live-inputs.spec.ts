/** Any input: a camera, a microphone, a video, pictures and sounds, and what is said when one cannot be had. */
import { expect, type Page, test } from '@playwright/test';
import { astronaut, blackPicture, noVideo, recordedVideo, soundFile } from './fixtures/media-files.ts';
import type { GivenFile } from './fixtures/tiny-models.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const face = scenarioOf([['a', 'blazeface', 'x']]);
const listener = scenarioOf([['a', 'basic-pitch', 'x']]);

const picture = (page: Page) => page.getByLabel('Picture on the stage, and for the models that look at it');
const sound = (page: Page) => page.getByLabel('Sound for the models that listen');
const absence = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });

/** Answers the browser's question for files that `ask` brings up. */
async function choosing(page: Page, ask: () => Promise<unknown>, files: readonly GivenFile[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), ask()]);
  await chooser.setFiles([...files]);
}

/** Waits until the tenant has found a face in what it is given. */
async function findsFace(playground: PlaygroundPage, tenantId = 'a'): Promise<void> {
  await expect.poll(() => playground.resultKind(tenantId), { timeout: 60_000 }).toBe('faces');
}

test('four models follow whoever sits in front of the camera, and its settings say what it gives', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const playground = new PlaygroundPage(page);
  await playground.open();
  await expect(playground.cards).toHaveCount(4);
  await picture(page).selectOption('camera');
  await playground.run();
  await expect
    .poll(async () => (await playground.snapshot()).scenario.tenants.map(({ input }) => input))
    .toEqual(Array(4).fill('camera'));
  await findsFace(playground, 'blazeface');
  await expect.poll(() => playground.resultKind('facemesh'), { timeout: 60_000 }).toBe('landmarks');
  await expect.poll(() => playground.resultKind('movenet')).toBe('pose');
  await expect.poll(() => playground.resultKind('selfie')).toBe('mask');
  await page.waitForFunction(() => globalThis.playground.drawnResults() === 4);
  await page.getByRole('button', { name: 'Settings of the camera' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the camera' });
  await expect(settings).toContainText(/\d+ × \d+/);
  await settings.getByLabel('Mirrored, as in a looking-glass').uncheck();
  await settings.getByRole('button', { name: 'Stop' }).click();
  await expect(absence(page, 'The camera is off')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back to the scene' }).click();
  await playground.completed(3);
  expect(playground.errors).toEqual([]);
});

test('a camera that is refused is told in words, and the scene is one press away', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, face);
  await picture(page).selectOption('camera');
  await expect(absence(page, 'The camera was refused')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the scene' }).click();
  await expect(absence(page, 'The camera was refused')).toHaveCount(0);
  await expect(playground.card('BlazeFace')).toContainText(/\d\/s/);
  await playground.completed(3);
});

test('a camera that is taken away in mid-run is told, the others run on, and it comes back when asked', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      // As when it is unplugged: the track is over, and says so.
      addEventListener('unplug', () => {
        for (const track of stream.getTracks()) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
      });
      return stream;
    };
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['a', 'blazeface', 'x', { input: 'camera' }],
      ['b', 'emotion', 'y', { input: 'random' }],
    ]),
  );
  await picture(page).selectOption('camera');
  await playground.run();
  await page.evaluate(() => dispatchEvent(new Event('unplug')));
  await expect(absence(page, 'is gone: unplugged')).toBeVisible();
  await expect(playground.card('Emotion')).toContainText(/\d\/s/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(absence(page, 'is gone: unplugged')).toHaveCount(0);
  await expect(playground.card('BlazeFace')).toContainText(/\d\/s/);
  await findsFace(playground);
});

test('a model that listens hears the microphone, whose level shows', async ({ page, context }) => {
  await context.grantPermissions(['microphone']);
  const playground = await PlaygroundPage.running(page, listener);
  await sound(page).selectOption('microphone');
  await page.getByRole('button', { name: 'Settings of the microphone' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the microphone' });
  await expect(settings.getByRole('meter')).toBeVisible();
  await expect(settings).toContainText('kHz');
  const before = (await playground.snapshot()).tenants[0]?.completions ?? 0;
  await playground.completed(before + 2);
  await expect.poll(async () => (await playground.snapshot()).scenario.tenants[0]?.input).toBe('microphone');
  expect(playground.errors).toEqual([]);
});

test('sound files of 8 kHz and of 192 kHz in stereo are heard, and what that means is said', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, listener);
  await choosing(page, () => sound(page).selectOption('sound-file'), [soundFile(8000, 1, 3)]);
  await page.getByRole('button', { name: 'Settings of the sound file' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the sound file' });
  await expect(settings).toContainText('a4-8kHz-mono.wav');
  await expect(settings).toContainText('nothing above 4 kHz');
  await expect.poll(() => playground.resultKind('a'), { timeout: 60_000 }).toBe('notes');
  const again = settings.getByRole('button', { name: 'Choose file' });
  await choosing(page, () => again.click(), [soundFile(192_000, 2, 2)]);
  await expect(settings).toContainText('stereo, mixed to mono');
  await choosing(page, () => again.click(), [{ ...noVideo(), name: 'noise.wav', mimeType: 'audio/wav' }]);
  await expect(settings).toContainText('noise.wav is no sound');
});

test('a video file is played to the models; one of 8K, and one that is no video, are refused in words', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const video = await recordedVideo(page);
  // As wide as 8K, and low, so that recording it is quick.
  const wide = await recordedVideo(page, { width: 7680, height: 64 });
  await playground.load(face);
  await choosing(page, () => picture(page).selectOption('video'), [video]);
  await playground.run();
  await findsFace(playground);
  await page.getByRole('button', { name: 'Settings of the video' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the video' });
  await expect(settings).toContainText('512 × 512');
  const again = settings.getByRole('button', { name: 'Choose file' });
  await choosing(page, () => again.click(), [wide]);
  await expect(settings).toContainText('7680 × 64 pixels');
  await choosing(page, () => again.click(), [noVideo()]);
  await expect(settings).toContainText('holiday.mp4 (video/mp4) cannot be played');
  await choosing(page, () => again.click(), [video]);
  await expect(settings).toContainText('512 × 512');
  await playground.completed(3);
});

test('pictures are shown to the models, and one that is too large is left out with a word', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, face);
  const large = blackPicture(16_000, 9000);
  await choosing(page, () => picture(page).selectOption('pictures'), [large]);
  await expect(absence(page, '16000 × 9000 pixels')).toBeVisible();
  const choose = page.getByRole('button', { name: 'Choose pictures' });
  await choosing(page, () => choose.click(), [astronaut(), large]);
  await expect(absence(page, '16000 × 9000 pixels')).toHaveCount(0);
  await findsFace(playground);
  expect(playground.errors).toEqual([]);
});
