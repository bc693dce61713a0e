/** Asks for the GPU time of a tenant's kernels; the newest question counts. It shows nothing. */
import { useEffect, useRef, useState } from 'react';
import { reportOf } from '../../domain/errors';
import type { KernelProfile } from '../../domain/gpu';
import { usePlaygroundHandle } from '../store';

export type KernelState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'measuring'; readonly runs: number }
  | { readonly kind: 'measured'; readonly profile: KernelProfile }
  | { readonly kind: 'failed'; readonly message: string };

export function useKernelProfile(tenantId: string | null): {
  readonly state: KernelState;
  readonly measure: (runs: number) => void;
} {
  const { engine } = usePlaygroundHandle();
  const [state, setState] = useState<KernelState>({ kind: 'idle' });
  const turn = useRef(0);
  // Whoever closes it hears no answer.
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const measure = (runs: number) => {
    if (tenantId === null) return;
    turn.current += 1;
    const asked = turn.current;
    const tell = (next: KernelState) => {
      if (asked === turn.current) setState(next);
    };
    tell({ kind: 'measuring', runs });
    engine.call('profileKernels', { tenantId, runs }).then(
      (profile) => tell({ kind: 'measured', profile }),
      (thrown) => tell({ kind: 'failed', message: reportOf(thrown, 'inference-failed').message }),
    );
  };
  return { state, measure };
}
