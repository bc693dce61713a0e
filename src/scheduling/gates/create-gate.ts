/** The one table of gates: a new one is one file here, one row below and one row of words in `domain/policy-words.ts`. */
import type { GateId } from '../../domain/policy-ids';
import type { Gate } from '../gate';
import { createFreeForAll } from './free-for-all';
import { createOrion } from './orion';
import { createToken } from './token';

const GATES: Readonly<Record<GateId, () => Gate>> = {
  'free-for-all': createFreeForAll,
  token: createToken,
  orion: createOrion,
};

export const createGate = (id: GateId): Gate => GATES[id]();
