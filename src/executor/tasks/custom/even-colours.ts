/**
 * Colours for numbers: equal steps look equal, lightness rises throughout, and people with colour blindness tell them
 * apart. A polynomial of sixth degree through matplotlib's viridis (Matt Zucker's fit, CC0).
 */

/** Coefficients of red, green, blue, from the constant up. */
const FIT = [
  [
    0.2777273272234177, 0.1050930431085774, -0.3308618287255563, -4.634230498983486, 6.228269936347081,
    4.776384997670288, -5.435455855934631,
  ],
  [
    0.005407344544966578, 1.404613529898575, 0.214847559468213, -5.799100973351585, 14.17993336680509,
    -13.74514537774601, 4.645852612178535,
  ],
  [
    0.3340998053353061, 1.384590162594685, 0.09509516302823659, -19.33244095627987, 56.69055260068105,
    -65.35303263337234, 26.3124352495832,
  ],
] as const;

export const STEPS = 256;

/** RGBA of each step, from the lowest, dark blue, to the highest, yellow. */
export const COLOURS = new Uint8ClampedArray(4 * STEPS).map((_, at) => {
  const fit = FIT[at % 4];
  if (fit === undefined) return 255;
  const place = Math.floor(at / 4) / (STEPS - 1);
  return 255 * fit.reduceRight((sum, coefficient) => sum * place + coefficient, 0);
});
