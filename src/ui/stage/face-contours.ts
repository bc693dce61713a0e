/** Lines through MediaPipe's 468 face points, by index: the canonical face model's oval, eyes, brows and lips. Data. */

/** Closed lines. */
const FACE_OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, 10,
];
const RIGHT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 33];
const LEFT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 263];
const OUTER_LIPS = [
  61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185, 61,
];
const INNER_LIPS = [
  78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78,
];

/** Open lines. */
const RIGHT_BROW = [70, 63, 105, 66, 107];
const LEFT_BROW = [300, 293, 334, 296, 336];

export const FACE_CONTOURS: readonly (readonly number[])[] = [
  FACE_OVAL,
  RIGHT_EYE,
  LEFT_EYE,
  RIGHT_BROW,
  LEFT_BROW,
  OUTER_LIPS,
  INNER_LIPS,
];
