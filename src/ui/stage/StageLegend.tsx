/** What every tenant sees, in words: the picture's text for those who cannot see it. A few renderings a second at most. */
import { useShallow } from 'zustand/react/shallow';
import { formatCount } from '../format';
import { useFrameTick } from '../frames/use-frame-tick';
import { SOURCE_NAMES } from '../inputs/source-words';
import { Hint } from '../primitives/Hint';
import { TenantMark } from '../primitives/TenantMark';
import { usePlayground, usePlaygroundHandle } from '../store';
import { statusWords, tenantName } from '../tenant-words';
import type { FreshResult } from './result-board';
import { sightOf } from './what-it-sees';

const REFRESH_MS = 300;

interface Row {
  readonly id: string;
  readonly sight: string;
  readonly lag: string;
}

/** What a result was seen on that the stage does not show. */
const originWords = ({ origin }: FreshResult): string =>
  origin === null || origin === 'sound' ? 'sound' : SOURCE_NAMES[origin].toLowerCase();

export function StageLegend() {
  const { live, store } = usePlaygroundHandle();
  const moving = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  const names = usePlayground(
    useShallow(
      ({ snapshot, catalog }) => snapshot?.tenants.map(({ config }) => tenantName(catalog, config)) ?? [],
    ),
  );
  const statuses = usePlayground(
    useShallow(({ snapshot }) => snapshot?.tenants.map(({ status }) => status) ?? []),
  );
  useFrameTick(REFRESH_MS, moving);

  const rows = statuses.map((status, index): Row => {
    const id = store.getState().snapshot?.tenants[index]?.config.id ?? String(index);
    const fresh = live.resultOf(id);
    if (fresh === null) {
      const words = statusWords(status) ?? 'no result yet';
      return { id, sight: words, lag: '' };
    }
    return {
      id,
      sight:
        live.drawnOf(id) === null ? `${originWords(fresh)}: ${sightOf(fresh.result)}` : sightOf(fresh.result),
      lag: fresh.lagMs === null ? '' : `lag ${formatCount(fresh.lagMs)} ms`,
    };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll
    <ul className="stage-legend" aria-label="What each tenant sees" tabIndex={0}>
      {rows.map(({ id, sight, lag }, index) => (
        <li key={id}>
          <TenantMark index={index} />
          <span className="stage-tenant">{names[index]}</span>
          <span className="stage-sight" title={sight}>
            {sight}
          </span>
          <Hint term="lag" className="stage-lag" focusable={false}>
            {lag}
          </Hint>
        </li>
      ))}
    </ul>
  );
}
