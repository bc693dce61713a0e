/**
 * The page under a driver's hand: finds what can be seen by role and name, presses it where a pointer would meet it, and waits
 * for states. It knows no browser and none of the app's checks.
 */
import type { Driver, Point } from './driver.ts';
import { until } from './until.ts';

export type Role = 'button' | 'article' | 'region' | 'dialog';

/** How long a state may take unless said otherwise; two slow cores run four models beside. */
const STATE_MS = 30_000;

interface Wanted {
  readonly role: Role;
  /** Of the accessible name: a regular expression's source. */
  readonly name: string;
  readonly among: string;
}

/** What may have a role, as a selector. Implicit roles as far as this app uses them. */
const ROLES: Readonly<Record<Role, string>> = {
  button: 'button, [role=button]',
  article: 'article',
  region: 'section, [role=region]',
  dialog: 'dialog, [role=dialog]',
};

/**
 * In the page: where the one element of that role and name is, after it was scrolled into view.
 * Null when it is not there, or is not shown. `met`: it is enabled, and a pointer at its middle meets it.
 */
function placeOf({ among, name }: Wanted) {
  const pattern = new RegExp(name);
  const words = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element) => {
    const by = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = by.map((id) => words(document.getElementById(id)?.textContent)).join(' ');
    return words(element.getAttribute('aria-label')) || labels || words(element.textContent);
  };
  const found = [...document.querySelectorAll(among)].find(
    (element) => pattern.test(nameOf(element)) && element.getClientRects().length > 0,
  );
  if (found === undefined) return null;
  const seen = (box: DOMRect) => box.top >= 0 && box.bottom <= innerHeight;
  if (!seen(found.getBoundingClientRect())) found.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = found.getBoundingClientRect();
  const meets = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    x,
    y,
    width,
    height,
    met: meets !== null && found.contains(meets) && !found.matches(':disabled'),
    text: words(found.textContent),
  };
}

export type Box = NonNullable<ReturnType<typeof placeOf>>;

export class TourPage {
  constructor(readonly driver: Driver) {}

  /** What is there, now; null where nothing is. @param name of the accessible name: a regular expression's source. */
  look(role: Role, name: string): Promise<Box | null> {
    return this.driver.evaluate(placeOf, { role, name, among: ROLES[role] });
  }

  /** @throws {Error} when it does not come to be seen. */
  seen(role: Role, name: string, limitMs = STATE_MS): Promise<Box> {
    return until(`the ${role} “${name}” is seen`, () => this.look(role, name), limitMs);
  }

  gone(role: Role, name: string): Promise<true> {
    const away = async () => ((await this.look(role, name)) === null ? (true as const) : null);
    return until(`the ${role} “${name}” is gone`, away, STATE_MS);
  }

  /** Presses it with the pointer, once it is enabled, nothing covers it, and it still is where the pointer went. */
  async press(role: Role, name: string): Promise<void> {
    const aim = async () => {
      const box = await this.look(role, name);
      if (box?.met !== true) return null;
      await this.driver.pointer.move(middle(box));
      const then = await this.look(role, name);
      return then?.met === true && then.x === box.x && then.y === box.y ? true : null;
    };
    await until(`the ${role} “${name}” can be pressed`, aim, STATE_MS);
    await this.driver.pointer.down();
    await this.driver.pointer.up();
  }

  /** As `until`, for what is asked from here. */
  wait<R>(state: string, ask: () => Promise<R | null>, limitMs = STATE_MS): Promise<R> {
    return until(state, ask, limitMs);
  }

  /**
   * Asks the page until it answers something.
   * @param says what the page shows when it does not, for the error.
   * @throws {Error} with `state`, what was waited for.
   */
  async until<A, R>(
    state: string,
    ask: (argument: A) => R | null | Promise<R | null>,
    argument: A,
    limitMs = STATE_MS,
    says: () => string = () => '',
  ): Promise<R> {
    try {
      return await until(state, () => this.driver.evaluate(ask, argument), limitMs);
    } catch (thrown) {
      const shown = await this.driver.evaluate(says, null).catch(() => '');
      throw shown === '' ? thrown : new Error(`${String(thrown)} The page says: ${shown}`);
    }
  }
}

export const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
