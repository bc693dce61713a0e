/** Moves a card to another executor as a person does: by pointer, else by keyboard. It says which. */
import { middle, type TourPage } from './tour-page.ts';

/** More than a press may wander, CSS pixels. */
const TAKE_PX = 14;
/** From a card's lower edge: on no control. */
const GRIP_PX = 8;
const STEPS = 6;

/** The ghost that follows the pointer says what a drop here does; null while no card is held. */
const ghostSays = () => {
  const ghost = document.querySelector('.drag-ghost');
  return ghost?.matches(':popover-open') === true ? (ghost.textContent ?? '') : null;
};

async function byPointer(page: TourPage, name: string, executor: string): Promise<void> {
  const { driver } = page;
  const card = await page.seen('article', `^${name}$`);
  const column = middle(await page.seen('region', `^Executor ${executor}$`));
  const from = { x: card.x + card.width / 2, y: card.y + card.height - GRIP_PX };
  await driver.pointer.move(from);
  await driver.pointer.down();
  try {
    await driver.pointer.move({ x: from.x + TAKE_PX, y: from.y });
    await page.until(`the card of ${name} is held`, ghostSays, null, 5000);
    for (let step = 1; step <= STEPS; step += 1) {
      const part = step / STEPS;
      await driver.pointer.move({
        x: from.x + (column.x - from.x) * part,
        y: from.y + (column.y - from.y) * part,
      });
    }
    const shares = async () => ((await driver.evaluate(ghostSays, null))?.includes('Share') ? true : null);
    await page.wait(`the card of ${name} is over ${executor}`, shares);
  } finally {
    await driver.pointer.up();
  }
}

/** Lifts with Space, goes left column by column until it hears the name, drops with Space. */
async function byKeyboard(page: TourPage, name: string, executor: string): Promise<void> {
  const { driver } = page;
  await driver.evaluate((label) => {
    document.querySelector<HTMLElement>(`button[aria-label="${label}"]`)?.focus();
  }, `Move ${name}`);
  await driver.press('Space');
  const spoken = () => document.querySelector('[id^="dnd-kit-announcement"]')?.textContent ?? null;
  const heard = (words: string) =>
    page.wait(`“${words}” is said`, async () =>
      (await driver.evaluate(spoken, null))?.includes(words) ? true : null,
    );
  await heard('lifted');
  for (let step = 0; step < STEPS; step += 1) {
    await driver.press('ArrowLeft');
    const at = await driver.evaluate(spoken, null);
    if (at?.includes(`Executor ${executor}:`)) break;
  }
  await heard(`Executor ${executor}:`);
  await driver.press('Space');
}

const isOn = async (page: TourPage, name: string, executor: string) =>
  page.until(
    `${name} is on ${executor}`,
    ([card, column]) => {
      const place = document.querySelector(`section[aria-label="Executor ${column}"]`);
      return place?.querySelector(`article[aria-label="${card}"]`) ? true : null;
    },
    [name, executor] as const,
  );

/** @returns by which way it went. @throws {Error} when neither moves it. */
export async function moveCard(page: TourPage, name: string, executor: string): Promise<string> {
  try {
    await byPointer(page, name, executor);
    await isOn(page, name, executor);
    return 'by pointer';
  } catch (thrown) {
    await byKeyboard(page, name, executor);
    await isOn(page, name, executor);
    return `by keyboard (by pointer: ${thrown instanceof Error ? thrown.message : String(thrown)})`;
  }
}
