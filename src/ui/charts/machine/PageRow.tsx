/** The page's own cost, as a tenant's row: its mark, how busy its thread is, its frames and its longest task. */
import { AppWindow } from 'lucide-react';
import { useFrameTick } from '../../frames/use-frame-tick';
import { Hint } from '../../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { pageFigures } from './machine-rows';

const REFRESH_MS = 1000;

export function PageRow() {
  const { frameMeter, loop } = usePlaygroundHandle();
  const active = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  useFrameTick(REFRESH_MS, active);
  const lowered = active ? loop.loweredTo : null;
  return (
    <div className="page-row">
      <span className="page-name">
        <AppWindow size={12} aria-hidden="true" />
        <Hint term="page-cost">This page</Hint>
        {lowered !== null && (
          <Hint term="frames-per-second" className="dim">
            held to {lowered}/s
          </Hint>
        )}
      </span>
      <dl className="page-figures">
        {pageFigures(frameMeter.recent())
          .slice(0, 4)
          .map(([term, label, value]) => (
            <div key={term}>
              <dt>
                <Hint term={term}>{label}</Hint>
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
