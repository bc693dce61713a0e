/**
 * The UI's end of the frame channels, one port per executor worker: gives each tenant its next frame only after the
 * last one was taken, so that the newest wins and one is on the way. It knows no picture and keeps no result. Ports
 * handed to it are closed by it; whoever creates a feeder disposes it.
 */
import type { FramedResult } from '../../domain/result';
import type { FrameDown, FrameUp } from '../../protocol/frame-channel';
import { regionOf, type Want } from './frame-geometry';
import type { SceneFrame } from './scene';

/** What the feeder needs of a `MessagePort`. */
export interface FramePort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FrameDown, transfer: Transferable[]): void;
  close(): void;
}

/** Makes `count` equal bitmaps of what a want asks of a frame; null while there is no picture to make them from. */
export type Capture = (scene: SceneFrame, want: Want, count: number) => readonly ImageBitmap[] | null;

interface Seat {
  readonly tenantId: string;
  readonly port: FramePort;
  readonly want: Want;
  /** Equal for seats that want the very same pixels. */
  readonly wantKey: string;
  /** True while a frame is on the way. */
  waiting: boolean;
}

export class FrameFeeder {
  readonly #ports = new Map<string, FramePort>();
  readonly #seats = new Map<FramePort, Map<string, Seat>>();
  #frameNumber = 0;

  constructor(
    private readonly capture: Capture,
    private readonly onResult: (tenantId: string, result: FramedResult) => void,
  ) {}

  /** Number of the newest frame that was captured; 0 before the first. */
  get frameNumber(): number {
    return this.#frameNumber;
  }

  /** Takes over the port of a worker. `key` names the worker until `endPort`. */
  addPort(key: string, port: FramePort): void {
    this.endPort(key);
    this.#ports.set(key, port);
    this.#seats.set(port, new Map());
    port.onmessage = (event) => this.#receive(port, event.data as FrameUp); // our own executor's words
  }

  endPort(key: string): void {
    const port = this.#ports.get(key);
    if (port === undefined) return;
    this.#ports.delete(key);
    this.#seats.delete(port);
    port.onmessage = null;
    port.close();
  }

  /** Sends a frame to every tenant that has none on the way. True when it was captured: it then has a new number. */
  offer(scene: SceneFrame): boolean {
    let captured = false;
    for (const group of this.#free()) {
      const [first] = group;
      const bitmaps = first === undefined ? null : this.capture(scene, first.want, group.length);
      if (bitmaps === null) continue;
      if (!captured) this.#frameNumber += 1;
      captured = true;
      group.forEach((seat, index) => {
        const bitmap = bitmaps[index];
        if (bitmap !== undefined) this.#send(seat, bitmap, scene);
      });
    }
    return captured;
  }

  dispose(): void {
    for (const key of [...this.#ports.keys()]) this.endPort(key);
  }

  /** Seats that may be served, those that want the very same pixels together. */
  #free(): Iterable<readonly Seat[]> {
    const groups = new Map<string, Seat[]>();
    for (const seats of this.#seats.values()) {
      for (const seat of seats.values()) {
        if (seat.waiting) continue;
        const group = groups.get(seat.wantKey);
        if (group === undefined) groups.set(seat.wantKey, [seat]);
        else group.push(seat);
      }
    }
    return groups.values();
  }

  #send(seat: Seat, bitmap: ImageBitmap, scene: SceneFrame): void {
    const { tenantId, port, want } = seat;
    seat.waiting = true;
    const frameNumber = this.#frameNumber;
    port.postMessage({ kind: 'frame', tenantId, frameNumber, bitmap, ...regionOf(want, scene.face) }, [
      bitmap,
    ]);
  }

  #receive(port: FramePort, message: FrameUp): void {
    const seats = this.#seats.get(port);
    const { tenantId } = message;
    if (message.kind === 'want') {
      const { width, height, region, regionScale } = message;
      const want: Want = { width, height, region, regionScale };
      const wantKey = `${width}x${height} ${region} ${regionScale}`;
      seats?.set(tenantId, { tenantId, port, want, wantKey, waiting: false });
    } else if (message.kind === 'unwant') {
      seats?.delete(tenantId);
    } else if (message.kind === 'taken') {
      const seat = seats?.get(tenantId);
      if (seat !== undefined) seat.waiting = false;
    } else {
      this.onResult(tenantId, message.result);
    }
  }
}
