/**
 * Keeps the live sources in step with the scenario: who is wanted, whether a run goes on, whom the stage follows, and who is
 * started again when the source that it lacked is there. It draws nothing. Whoever calls it ends it.
 */
import { type PictureSource, pictureSourceOf, soundSourceOf } from '../../domain/scenario';
import type { TenantSnapshot } from '../../domain/snapshot';
import type { PlaygroundState, PlaygroundStore } from '../store';
import type { LiveSources } from './live-sources';
import { listens, looks } from './model-senses';
import type { LiveSourceId } from './source-state';
import { isLive } from './source-words';

export function followInputs(
  store: PlaygroundStore,
  sources: Pick<LiveSources, 'setWanted' | 'setRunning'>,
  retry: (tenantId: string) => Promise<void>,
): () => void {
  let followed: string | null = null;
  const follow = (state: PlaygroundState, before: PlaygroundState) => {
    const seen = lookedAt(state);
    const [first] = seen;
    if (seen.join() !== followed) {
      // Only a change of the scenario leads the stage elsewhere: a choice that is under way is not undone.
      followed = seen.join();
      if (first !== undefined && !seen.includes(state.stageSource)) state.set({ stageSource: first });
    }
    const run = state.snapshot?.run.kind ?? 'idle';
    sources.setWanted(wantedBy(store.getState()));
    sources.setRunning(run === 'running' || run === 'starting');
    if (state.sources !== before.sources) {
      for (const tenant of lackers(state, before)) void retry(tenant.config.id);
    }
  };
  return store.subscribe(follow);
}

const modelOf = ({ catalog }: PlaygroundState, { config }: TenantSnapshot) =>
  catalog?.models.find(({ id }) => id === config.modelId);

/** Sources of the tenants that look at pictures, in their order. */
function lookedAt(state: PlaygroundState): readonly PictureSource[] {
  return (state.snapshot?.tenants ?? []).flatMap((tenant) => {
    const model = modelOf(state, tenant);
    const source = model !== undefined && looks(model) ? pictureSourceOf(tenant.config.input) : null;
    return source === null ? [] : [source];
  });
}

function sourcesOf(state: PlaygroundState, tenant: TenantSnapshot): readonly LiveSourceId[] {
  const model = modelOf(state, tenant);
  if (model === undefined) return [];
  const given = [
    looks(model) ? pictureSourceOf(tenant.config.input) : null,
    listens(model) ? soundSourceOf(tenant.config.input) : null,
  ];
  return given.filter((source) => source !== null).filter(isLive);
}

function wantedBy(state: PlaygroundState): ReadonlySet<LiveSourceId> {
  const wanted = (state.snapshot?.tenants ?? []).flatMap((tenant) => sourcesOf(state, tenant));
  const { stageSource } = state;
  return new Set(isLive(stageSource) ? [...wanted, stageSource] : wanted);
}

/** Tenants that failed for want of a source that is there now. */
function lackers(state: PlaygroundState, before: PlaygroundState): readonly TenantSnapshot[] {
  return (state.snapshot?.tenants ?? []).filter((tenant) => {
    const { status } = tenant;
    if (status.kind !== 'failed' || status.error.code !== 'input-missing') return false;
    const ids = sourcesOf(state, tenant);
    return ids.some((id) => state.sources[id].kind === 'on' && before.sources[id].kind !== 'on');
  });
}
