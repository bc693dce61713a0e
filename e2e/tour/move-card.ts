/** Moves a card to another executor as a person does: by pointer, else by keyboard. It says which. */
import { middle, type TourPage } from './tour-page.ts';

/** More than a press may wander, CSS pixels. */
const TAKE_PX = 14;
/** From a card's lower edge: on no control. */
const GRIP_PX = 8;
const STEPS = 6;
/** It serves where it was until it is loaded where it goes, beside three others. */
const MOVED_MS = 90_000;

/** The ghost that follows the pointer says what a drop here does; null while no card is held. */
const ghostSays = () => {
  const ghost = document.querySelector('.drag-ghost');
  return ghost?.matches(':popover-open') === true ? (ghost.textContent ?? '') : null;
};

/** Whether a drop now falls on this column. */
const isOver = (executor: string) =>
  document.querySelector(`section[aria-label="Executor ${executor}"]`)?.classList.contains('is-over') ===
  true;

async function byPointer(page: TourPage, name: string, executor: string): Promise<void> {
  const { driver } = page;
  const card = await page.seen('article', `^${name}$`);
  const from = { x: card.x + card.width / 2, y: card.y + card.height - GRIP_PX };
  await driver.pointer.move(from);
  await driver.pointer.down();
  try {
    await driver.pointer.move({ x: from.x + TAKE_PX, y: from.y });
    await page.until(`the card of ${name} is held`, ghostSays, null, 5000);
    // The board may have grown meanwhile: figures come and go on the cards.
    const over = async () => {
      const column = middle(await page.seen('region', `^Executor ${executor}$`));
      for (const part of [0.5, 0.9, 1])
        await driver.pointer.move({
          x: from.x + (column.x - from.x) * part,
          y: from.y + (column.y - from.y) * part,
        });
      return (await driver.evaluate(isOver, executor)) ? (true as const) : null;
    };
    await page.wait(`the card of ${name} is over ${executor}`, over);
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

/** @throws {Error} with what the page said last. */
async function isOn(page: TourPage, name: string, executor: string): Promise<void> {
  const there = ([card, column]: readonly [string, string]) => {
    const place = document.querySelector(`section[aria-label="Executor ${column}"]`);
    return place?.querySelector(`article[aria-label="${card}"]`) ? true : null;
  };
  const said = () =>
    [...document.querySelectorAll('[role=status], [role=alert]')]
      .map((one) => one.textContent ?? '')
      .join(' | ');
  await page.until(`${name} is on ${executor}`, there, [name, executor] as const, MOVED_MS, said);
}

/** @returns by which way it went. @throws {Error} when neither moves it. */
export async function moveCard(page: TourPage, name: string, executor: string): Promise<string> {
  let way = 'by pointer';
  try {
    await byPointer(page, name, executor);
  } catch (thrown) {
    way = `by keyboard (by pointer: ${thrown instanceof Error ? thrown.message : String(thrown)})`;
    await byKeyboard(page, name, executor);
  }
  await isOn(page, name, executor);
  return way;
}
