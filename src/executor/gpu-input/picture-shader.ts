/**
 * The compute pass from a picture to a network's numbers, in WGSL: crop, resize, range, layout, luma. It must not know where
 * pictures come from. Arithmetic is on 8-bit colours laid over black, as a 2D canvas has them, so that a picture of the
 * input's own size gives the very numbers that a table of 256 levels gives on the CPU.
 */

/** What shaders differ by. */
export interface SampleKind {
  /** 1: luma. */
  readonly channels: 1 | 3;
  readonly dtype: 'float32' | 'int32';
}

/** Pixels of a workgroup, across and down. */
export const TILE = 8;

/** Bindings of group 0, in the order of the shader. */
export const BINDING = { picture: 0, terms: 1, regions: 2, levels: 3, samples: 4 } as const;

export function pictureShader({ channels, dtype }: SampleKind): string {
  const sample = dtype === 'int32' ? 'i32' : 'f32';
  return /* wgsl */ `
struct Terms {
  /** Width and height of an item of the batch. */
  size: vec2u,
  /** Share of red, green and blue in luma. */
  luma: vec3f,
}
/** Premultiplied. */
@group(0) @binding(${BINDING.picture}) var picture: texture_2d<f32>;
@group(0) @binding(${BINDING.terms}) var<uniform> terms: Terms;
/** By item: left, top, width, height in pixels of the picture; mirrored where the width is negative. */
@group(0) @binding(${BINDING.regions}) var<storage, read> regions: array<vec4f>;
/** By 8-bit value. */
@group(0) @binding(${BINDING.levels}) var<storage, read> levels: array<${sample}>;
@group(0) @binding(${BINDING.samples}) var<storage, read_write> samples: array<${sample}>;

fn texel(at: vec2i) -> vec3f {
  return textureLoad(picture, clamp(at, vec2i(0), vec2i(textureDimensions(picture)) - 1), 0).rgb;
}

/** Bilinear; black where the middle of a sample lies beside the picture. Both as a 2D canvas does. */
fn colourAt(at: vec2f) -> vec3f {
  if (any(at < vec2f(0)) || any(at >= vec2f(textureDimensions(picture)))) { return vec3f(0); }
  let whole = floor(at - 0.5);
  let share = at - 0.5 - whole;
  let corner = vec2i(whole);
  if (all(share == vec2f(0))) { return texel(corner); }
  let above = mix(texel(corner), texel(corner + vec2i(1, 0)), share.x);
  let below = mix(texel(corner + vec2i(0, 1)), texel(corner + vec2i(1, 1)), share.x);
  return mix(above, below, share.y);
}

@compute @workgroup_size(${TILE}, ${TILE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.y / terms.size.y;
  if (id.x >= terms.size.x || item >= arrayLength(&regions)) { return; }
  let region = regions[item];
  let pitch = region.zw / vec2f(terms.size);
  let at = region.xy + (vec2f(f32(id.x), f32(id.y % terms.size.y)) + 0.5) * pitch;
  let value = vec3u(colourAt(at) * 255 + 0.5);
  let to = ${channels} * (id.y * terms.size.x + id.x);
  ${channels === 1 ? `samples[to] = ${luma(dtype)};` : COLOURS}
}`;
}

const COLOURS = `samples[to] = levels[value.r];
  samples[to + 1] = levels[value.g];
  samples[to + 2] = levels[value.b];`;

function luma(dtype: SampleKind['dtype']): string {
  const sum = 'dot(terms.luma, vec3f(vec3(levels[value.r], levels[value.g], levels[value.b])))';
  return dtype === 'int32' ? `i32(round(${sum}))` : sum;
}
