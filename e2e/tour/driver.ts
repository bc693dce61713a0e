/**
 * What the tour needs of a browser: to open an address, to look into the page, and a hand: pointer, keys, the window's size. The
 * same for every browser, whatever speaks to it. It knows nothing of the app.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Key = 'Enter' | 'Escape' | 'Space' | 'ArrowLeft' | 'ArrowRight';

export interface Driver {
  /** Name and version, as the browser tells them. */
  readonly version: string;
  /** What drives it, in a few words. */
  readonly means: string;
  /** Resolves once the document and what it asks for at once have loaded. */
  open(address: string): Promise<void>;
  /**
   * Runs `act` in the page. It is sent as text: it may use its argument and what the page has, nothing else.
   * @throws {Error} what it threw.
   */
  evaluate<A, R>(act: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** A hand on a mouse. Points are CSS pixels of the viewport. */
  readonly pointer: {
    move(to: Point): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
  };
  press(key: Key): Promise<void>;
  /** Sets the viewport, CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** @returns a PNG of the viewport. */
  screenshot(): Promise<Buffer>;
  /**
   * Does what begins a download.
   * @returns the file's text; null where this way of driving does not see downloads, and then `act` was not called.
   */
  download(act: () => Promise<void>): Promise<string | null>;
  /** What the page and its console have told as errors, in order. */
  errors(): readonly string[];
  close(): Promise<void>;
}

export type BrowserName = 'Chromium' | 'Firefox' | 'WebKit';
