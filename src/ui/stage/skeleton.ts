/** Which joints of a body and of a hand are joined by a bone. Data. */

/** By the names of the joints: COCO's skeleton, and the hands and feet of networks that know them. */
export const BONES: readonly (readonly [string, string])[] = [
  ['left ear', 'left eye'],
  ['left eye', 'nose'],
  ['nose', 'right eye'],
  ['right eye', 'right ear'],
  ['left shoulder', 'right shoulder'],
  ['left shoulder', 'left elbow'],
  ['left elbow', 'left wrist'],
  ['right shoulder', 'right elbow'],
  ['right elbow', 'right wrist'],
  ['left shoulder', 'left hip'],
  ['right shoulder', 'right hip'],
  ['left hip', 'right hip'],
  ['left hip', 'left knee'],
  ['left knee', 'left ankle'],
  ['right hip', 'right knee'],
  ['right knee', 'right ankle'],
  ...(['left', 'right'] as const).flatMap((side): readonly (readonly [string, string])[] => [
    [`${side} wrist`, `${side} thumb`],
    [`${side} wrist`, `${side} index finger`],
    [`${side} wrist`, `${side} little finger`],
    [`${side} ankle`, `${side} heel`],
    [`${side} heel`, `${side} foot`],
  ]),
];

/** Wrist to fingertip, by MediaPipe's indices of its 21 points. */
export const FINGERS: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [5, 9, 13, 17],
];

/** The eyelids by the indices of the iris network's 71 points: the lower lid from corner to corner, the upper one back. */
export const EYELIDS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 14, 13, 12, 11, 10, 9, 0];
