/**
 * What each task draws, as SVG paths on a 48 × 48 field: the subject, the result on it, and the area of it that the
 * result fills. Drawn for this app; it knows no model and no colour.
 */
import type { Model } from '../../domain/model';

interface TaskStrokes {
  /** What the model looks at; faint. */
  readonly subject: string;
  /** What it answers; in the colour of the place. A line of no length is a dot. */
  readonly result: string;
  /** Filled parts of the answer. */
  readonly area?: string;
}

const HEAD = 'M24 9c6 0 10 5 10 11s-4 12-10 12-10-6-10-12 4-11 10-11z';
const BUST = `${HEAD}M7 45c1-7 8-10 17-10s16 3 17 10`;
const EYE = 'M4 24c9-14 31-14 40 0-9 14-31 14-40 0z';
const HAND =
  'M17 44c-3-5-9-11-10-16 2-2 4-1 9 5V10c0-4 5-4 5 0v11V6c0-4 5-4 5 0v15V8c0-4 5-4 5 0v14V13c0-4 5-4 5 0v18c0 6-2 9-4 13';
const CUP = 'M12 16h20v14c0 5-3 8-10 8s-10-3-10-8zM32 20c8-2 8 10 0 9M17 11c0-3 3-3 3-6M25 11c0-3 3-3 3-6';
const BODY =
  'M24 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM15 15h18l3 14M15 15l-3 14M18 28h12V15M18 28V15M18 28l-2 17M30 28l2 17';

export const TASK_STROKES: Readonly<Record<Model['task'], TaskStrokes>> = {
  'face-detection': {
    subject: BUST,
    result: 'M11 13V5h8M29 5h8v8M37 28v8h-8M19 36h-8v-8M20 19h0M28 19h0M24 27h0',
  },
  'face-landmarks': {
    subject: BUST,
    result: 'M14 19l6-3 4 4 4-4 6 3M20 16l4-7 4 7M24 20l-4 6h8zM14 19l6 7-1 4 5 2 5-2-1-4 6-7',
  },
  'face-emotion': { subject: BUST, result: 'M18 24c2 6 10 6 12 0M20 18h0M28 18h0' },
  'face-attributes': {
    subject: 'M16 11c5 0 8 4 8 9s-3 10-8 10-8-5-8-10 3-9 8-9zM3 45c1-7 5-11 13-11s12 4 13 11',
    result: 'M30 14h14M30 21h10M30 28h12',
  },
  'iris-landmarks': {
    subject: EYE,
    result: 'M24 16a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM24 24h0M16 24h0M32 24h0M4 24h0M44 24h0',
  },
  'body-pose': { subject: 'M6 45h36', result: BODY },
  'body-pose-3d': { subject: 'M6 12l8-7h28v28l-8 8H6zM6 12h28v29M34 12l8-7', result: BODY },
  'hand-detection': { subject: HAND, result: 'M3 12V3h9M34 3h9v9M43 36v9h-9M12 45H3v-9' },
  'hand-landmarks': {
    subject: HAND,
    result: 'M24 42l-7-10-7-5M24 42l-5-20V11M24 42V21V7M24 42l5-20V9M24 42l9-18V14',
  },
  'hand-tracking': {
    subject: HAND,
    result: 'M12 3h31v38H12zM3 12v33h28M20 11h0M24 7h0M29 9h0M33 14h0',
  },
  'object-detection': { subject: CUP, result: 'M5 2h38v40H5zM9 46h14' },
  'person-segmentation': {
    subject: 'M3 8h6M39 8h6M3 20h5M40 20h5M3 32h4M41 32h4',
    result: BUST,
    area: `${HEAD}M7 45c1-7 8-10 17-10s16 3 17 10z`,
  },
  'semantic-segmentation': {
    subject: 'M3 5h42v38H3z',
    result: 'M3 30c10-8 16 4 24-4s12-4 18-8M18 28c-6-10 6-18 10-10 3 5 0 8 0 8',
    area: 'M3 30c10-8 16 4 24-4s12-4 18-8v25H3z',
  },
  'super-resolution': {
    subject: 'M4 28h16v16H4zM12 28v16M4 36h16',
    result: 'M20 4h24v24M44 4v24H20V4zM26 4v24M32 4v24M38 4v24M20 10h24M20 16h24M20 22h24',
  },
  'note-transcription': {
    subject: 'M3 9h42M3 18h42M3 27h42M3 36h42',
    result: 'M6 36h9M15 27h7M22 18h11M33 9h9M30 36h12',
  },
  // A box whose inside nobody here knows: what goes in, what comes out.
  custom: {
    subject: 'M14 10h20v28H14zM14 24h20',
    result: 'M3 17h11M3 24h11M3 31h11M34 20h11M34 28h11M24 17h0M24 24h0M24 31h0',
  },
};
