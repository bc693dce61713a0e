/**
 * Adds models as fast as a person can press, and tells what happened: it counts what is on its way to the engine, so
 * that ids stay apart and the scenario's limits hold.
 */
import { useRef, useState } from 'react';
import { isCustom, type Model } from '../../../domain/model';
import type { ExecutorConfig, TenantConfig } from '../../../domain/scenario';
import { PLAIN_CHOICE, PLAIN_TERMS } from '../../../domain/scenario';
import { usePlaygroundHandle } from '../../store';
import { freeExecutorId, freeId, slugOf } from '../../tenant-words';
import { limitWords, type PendingAdd, stillPending, takenIds } from './add-ledger';
import type { Place } from './model-place';

interface Added {
  readonly ok: boolean;
  /** For the line at the foot of the drawer. */
  readonly text: string;
}

const now = () => performance.timeOrigin + performance.now();

export function useAddModel() {
  const { commands, store } = usePlaygroundHandle();
  const pending = useRef<readonly PendingAdd[]>([]);
  const [told, setTold] = useState<Added | null>(null);

  const send = (model: Model, place: Place): Added | null => {
    const { snapshot } = store.getState();
    if (snapshot === null) return null;
    pending.current = stillPending(pending.current, snapshot);
    const { tenantIds, executorIds } = takenIds(pending.current, snapshot.scenario);
    const own = place.executorId === null || !executorIds.includes(place.executorId);
    const limit = limitWords(tenantIds.length, executorIds.length, own);
    if (limit !== null) return { ok: false, text: `${model.name} was not added. ${limit}` };
    const executor: ExecutorConfig | null = own
      ? { id: freeExecutorId(executorIds), backend: place.backend, threads: 1, ...PLAIN_CHOICE }
      : null;
    const id = freeId(isCustom(model) ? slugOf(model.name) : model.id, tenantIds);
    const executorId = executor?.id ?? place.executorId ?? '';
    pending.current = [
      ...pending.current,
      { tenantId: id, executorId: executor?.id ?? null, settledAt: null },
    ];
    const settle = () => {
      pending.current = pending.current.map((one) =>
        one.tenantId === id ? { ...one, settledAt: now() } : one,
      );
    };
    const tenant: TenantConfig = {
      id,
      modelId: model.id,
      executorId,
      workload: { kind: 'closed', inFlight: 1 },
      deadline: { kind: 'none' },
      input: 'scene',
      paused: false,
      ...PLAIN_TERMS,
    };
    void commands.addTenant(tenant, executor).then(settle);
    return { ok: true, text: `${model.name} added on ${executorId}. ${tenantIds.length + 1} tenants.` };
  };

  return {
    told: told?.text ?? null,
    tell: (text: string) => setTold({ ok: true, text }),
    add: (model: Model, place: Place): boolean => {
      const outcome = send(model, place);
      if (outcome !== null) setTold(outcome);
      return outcome?.ok === true;
    },
  };
}
