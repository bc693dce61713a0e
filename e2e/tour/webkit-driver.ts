/**
 * WebKit, driven by WebDriver: on Linux WebKitGTK's MiniBrowser on a display of its own (Xvfb), on a Mac Safari. It tells no
 * errors over WebDriver; MiniBrowser writes them to its output.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { Origin } from 'selenium-webdriver/lib/input.js';
import type { WebkitPaths } from '../../scripts/browser/other-browsers.mjs';
import type { Driver, Key, Point } from './driver.ts';
import { until } from './until.ts';

const START_MS = 20_000;
/** A script of the tour answers at once, or the page does nothing any more. */
const SCRIPT_MS = 60_000;
/** Larger than any window of the tour. */
const SCREEN = '1600x1200x24';

/** WebDriver's code points for keys without a character. */
const KEYS: Readonly<Record<Key, string>> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Space: ' ',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
};

/** Root gets no sandbox, and nobody a GPU: the same pictures on every machine. */
const ENVIRONMENT = {
  LIBGL_ALWAYS_SOFTWARE: '1',
  ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
};

/** Starts a display that nobody sees. @returns its process and its name, `:7`. */
async function startDisplay(xvfb: string): Promise<readonly [ChildProcess, string]> {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = child.stdio[3];
  if (!told) throw new Error('invariant broken: the fourth stream is a pipe');
  const display = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('Xvfb ended at once.')));
    told.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  return [child, display];
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

function capabilities(browser: string | null): Capabilities {
  if (browser === null) return Capabilities.safari();
  return new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary: browser,
      args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
    },
  });
}

async function connect(port: number, browser: string | null): Promise<WebDriver> {
  const server = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${server}/status`).then(
      () => true,
      () => null,
    );
  await until('the driver of WebKit answers', ready, START_MS);
  return new Builder().usingServer(server).withCapabilities(capabilities(browser)).build();
}

/** `act` as a script of WebDriver's, whose last argument takes the answer. */
const asScript = (act: { toString(): string }) => `
  const answer = arguments[arguments.length - 1];
  Promise.resolve().then(() => (${act})(arguments[0])).then(
    (value) => answer({ value: value === undefined ? null : value }),
    (thrown) => answer({ error: String(thrown) }),
  );`;

/** Lines of MiniBrowser's output that tell of an error of the page. */
const ERROR_LINE = /^CONSOLE (?:\S+ )?ERROR\b.*$/gm;

/**
 * @param paths of what is needed.
 * @param environment of the browser, beside what a tour gives it.
 * @throws {Error} when it cannot be driven here: why.
 */
export async function driveWebkit(
  { driver, browser, xvfb }: WebkitPaths,
  environment: Readonly<Record<string, string>> = {},
): Promise<Driver> {
  const children: ChildProcess[] = [];
  const end = () => {
    for (const child of children) child.kill();
  };
  try {
    const env: NodeJS.ProcessEnv = { ...process.env, ...ENVIRONMENT, ...environment };
    if (xvfb !== null) {
      const [child, display] = await startDisplay(xvfb);
      children.push(child);
      env.DISPLAY = display;
    }
    const port = await freePort();
    const child = spawn(driver, ['-p', String(port)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    const session = await connect(port, browser);
    return await driverOf(session, () => output.match(ERROR_LINE) ?? [], end);
  } catch (thrown) {
    end();
    throw thrown;
  }
}

async function driverOf(
  session: WebDriver,
  errors: () => readonly string[],
  end: () => void,
): Promise<Driver> {
  await session.manage().setTimeouts({ script: SCRIPT_MS });
  const told = await session.getCapabilities();
  const evaluate: Driver['evaluate'] = async (act, argument) => {
    const answer = await session.executeAsyncScript<{ value: never } | { error: string }>(
      asScript(act),
      argument,
    );
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  };
  return {
    version: `${told.getBrowserName()} ${told.getBrowserVersion()}`,
    means: 'selenium-webdriver, WebDriver',
    open: (address) => session.get(address),
    evaluate,
    pointer: {
      move: (to) =>
        session
          .actions()
          .move({ ...rounded(to), duration: 50, origin: Origin.VIEWPORT })
          .perform(),
      down: () => session.actions().press().perform(),
      up: () => session.actions().release().perform(),
    },
    press: (key) => session.actions().sendKeys(KEYS[key]).perform(),
    async resize(width, height) {
      const frame = await evaluate(
        () => ({ x: outerWidth - innerWidth, y: outerHeight - innerHeight }),
        null,
      );
      const window = session.manage().window();
      await window.setRect({ x: 0, y: 0, width: width + frame.x, height: height + frame.y });
    },
    screenshot: async () => Buffer.from(await session.takeScreenshot(), 'base64'),
    download: async () => null,
    errors,
    async close() {
      // Its windows go with the driver's process if it does not answer any more.
      await session.quit().catch(() => undefined);
      end();
    },
  };
}

/** WebDriver takes whole pixels. */
const rounded = ({ x, y }: Point) => ({ x: Math.round(x), y: Math.round(y) });
