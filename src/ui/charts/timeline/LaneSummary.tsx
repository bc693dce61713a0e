/** The timeline in words, a sentence per executor once a second, for who cannot see it. Read on demand, never announced. */
import { useEffect, useState } from 'react';
import { usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import { countByTenant, laneSentence } from './request-words';
import { spanOf } from './timeline-view';
import type { TimelineControl } from './use-timeline-view';

const REFRESH_MS = 1000;

export function LaneSummary({ control }: { readonly control: TimelineControl }) {
  const { store, history, loop } = usePlaygroundHandle();
  const [sentences, setSentences] = useState<readonly string[]>([]);
  const { running } = control;
  const spanMs = spanOf(control.view);
  useEffect(() => {
    const tell = () => {
      const { snapshot, catalog } = store.getState();
      if (snapshot === null) return;
      const rows = history.scanSince((history.newestAt ?? 0) - spanMs);
      const nameOf = new Map(snapshot.tenants.map((one) => [one.config.id, tenantName(catalog, one.config)]));
      setSentences(
        snapshot.executors.map(({ config, backend, utilisationFraction, queued }) =>
          laneSentence({
            label: backend === null ? config.id : `${config.id}, ${backend}`,
            utilisationFraction,
            queued,
            spanMs,
            tenants: countByTenant(rows, config.id, nameOf),
          }),
        ),
      );
    };
    tell();
    if (!running) return;
    const telling = loop.add({ periodMs: REFRESH_MS, moving: () => true, draw: tell });
    return () => telling.dispose();
  }, [loop, store, history, running, spanMs]);
  return (
    <ul className="visually-hidden" aria-label="Timeline in words">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
