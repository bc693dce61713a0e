/**
 * Pictures for tests without a canvas: reads PNG files, cuts and shrinks them as the UI does with frames. It knows sizes
 * and regions, no models.
 */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Box } from '../domain/result';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA 0..255, row-major. */
  readonly pixels: Uint8Array;
}

export function readPicture(path: URL): Picture {
  const { width, height, data } = PNG.sync.read(readFileSync(path));
  return { width, height, pixels: data };
}

/** The part of a picture as a picture of its own. @param part in fractions of it, inside 0..1. */
export function cut({ width, height, pixels }: Picture, part: Box): Picture {
  const left = Math.round(part.x * width);
  const top = Math.round(part.y * height);
  const across = Math.round(part.width * width);
  const down = Math.round(part.height * height);
  const rows = Array.from({ length: down }, (_, row) => {
    const start = 4 * ((top + row) * width + left);
    return pixels.subarray(start, start + 4 * across);
  });
  return { width: across, height: down, pixels: Uint8Array.from(Buffer.concat(rows)) };
}

/** Left and right changed. */
export function mirror({ width, height, pixels }: Picture): Picture {
  const mirrored = new Uint8Array(pixels.length);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const column = pixel % width;
    const from = 4 * (pixel - column + width - 1 - column);
    mirrored.set(pixels.subarray(from, from + 4), 4 * pixel);
  }
  return { width, height, pixels: mirrored };
}

/** Enlarged by linear interpolation between the pixels' centres, as a canvas does it. */
export function resizeBilinear(picture: Picture, width: number, height: number): Picture {
  const pixels = new Uint8Array(4 * width * height);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = at >> 2;
    const x = (((pixel % width) + 0.5) / width) * picture.width - 0.5;
    const y = ((Math.floor(pixel / width) + 0.5) / height) * picture.height - 0.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const value = (column: number, row: number) => channelAt(picture, column, row, at % 4);
    const upper = mix(value(left, top), value(left + 1, top), x - left);
    const lower = mix(value(left, top + 1), value(left + 1, top + 1), x - left);
    pixels[at] = Math.round(mix(upper, lower, y - top));
  }
  return { width, height, pixels };
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** A channel of a pixel; beyond the edge, of the nearest one. */
function channelAt({ width, height, pixels }: Picture, column: number, row: number, channel: number): number {
  const x = Math.min(width - 1, Math.max(0, column));
  const y = Math.min(height - 1, Math.max(0, row));
  return pixels[4 * (y * width + x) + channel] ?? 0;
}

/** Mean red, green and blue of an opaque picture. */
export function meanColour({ pixels }: Picture): readonly [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    for (const channel of [0, 1, 2] as const) sum[channel] += pixels[at + channel] ?? 0;
  }
  const count = pixels.length / 4;
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Mean distance of the channels of two pictures of one size, levels of 255. */
export function meanDifference(a: Picture, b: Picture): number {
  return (
    a.pixels.reduce((sum, value, at) => sum + Math.abs(value - (b.pixels[at] ?? 0)), 0) / a.pixels.length
  );
}

/** The smallest square region that shows the whole picture, in fractions of it; reaches beyond 0..1 on two sides. */
export function letterbox(picture: Picture): Box {
  return square({ x: 0, y: 0, width: 1, height: 1 }, 1, picture);
}

/** A region around `box` that is square in pixels, its side `scale` × the longer side of the box. */
export function square(box: Box, scale: number, { width, height }: Picture): Box {
  const side = Math.max(box.width * width, box.height * height) * scale;
  return {
    x: box.x + box.width / 2 - side / width / 2,
    y: box.y + box.height / 2 - side / height / 2,
    width: side / width,
    height: side / height,
  };
}

/** Places per sample and axis that are averaged: an area filter, fine enough down to a fourth of the size. */
const PLACES = 4;

/**
 * The region of a picture, resized.
 *
 * @param region in fractions of the picture; what lies outside the picture is transparent black.
 * @returns RGBA 0..255, row-major, `width` × `height`.
 */
export function sample(picture: Picture, region: Box, width: number, height: number): Uint8ClampedArray {
  const samples = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const part = {
        x: region.x + (region.width * column) / width,
        y: region.y + (region.height * row) / height,
        width: region.width / width,
        height: region.height / height,
      };
      samples.set(mean(picture, part), 4 * (row * width + column));
    }
  }
  return samples;
}

/** Mean colour of a part of the picture, RGBA. */
function mean({ width, height, pixels }: Picture, part: Box): readonly [number, number, number, number] {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let place = 0; place < PLACES * PLACES; place++) {
    const x = Math.floor((part.x + (part.width * ((place % PLACES) + 0.5)) / PLACES) * width);
    const y = Math.floor((part.y + (part.height * (Math.floor(place / PLACES) + 0.5)) / PLACES) * height);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const start = 4 * (y * width + x);
    for (const channel of [0, 1, 2, 3] as const) sum[channel] += pixels[start + channel] ?? 0;
  }
  const [red, green, blue, alpha] = sum;
  // Colours are means over the opaque places, as a canvas returns them; its pictures are opaque.
  const opaque = Math.max(1, alpha / 255);
  return [red / opaque, green / opaque, blue / opaque, alpha / (PLACES * PLACES)];
}
