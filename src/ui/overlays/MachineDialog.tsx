/** *Your machine*: what this browser offers here, and what limits the figures that are taken on it. */
import type { Machine, MachineFinding } from '../../domain/backend';
import { formatMs } from '../format';
import { Dialog } from '../primitives/Dialog';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import './overlays.css';

export function MachineDialog({ onClose }: { readonly onClose: () => void }) {
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const executors = usePlayground((state) => state.snapshot?.executors);
  if (machine === null) return null;
  return (
    <Dialog title="Your machine" onClose={onClose}>
      <dl className="facts machine-facts">
        <dt>
          <Hint term="cores">Cores</Hint>
        </dt>
        <dd>{machine.cores}</dd>
        <dt>
          <Hint term="isolation">Cross-origin isolation</Hint>
        </dt>
        <dd>{machine.crossOriginIsolated ? 'on' : 'off'}</dd>
        <dt>
          <Hint term="clock">Clock resolution</Hint>
        </dt>
        <dd>{formatMs(machine.clockResolutionMs)}</dd>
        <dt>
          <Hint term="automatic">Automatic backend</Hint>
        </dt>
        <dd>{machine.automaticBackend}</dd>
      </dl>
      <p className="dim">{machine.automaticReason}</p>
      <Backends machine={machine} />
      <Findings machine={machine} />
      {executors?.some((one) => one.clockOffsetMs !== null) && (
        <>
          <h3>
            <Hint term="clock-offset">Clock offset to the engine</Hint>
          </h3>
          <dl className="facts machine-facts">
            {executors.map((one) => (
              <div key={one.config.id} className="fact">
                <dt>{one.config.id}</dt>
                <dd>{formatMs(one.clockOffsetMs)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p className="dim user-agent">{machine.userAgent}</p>
    </Dialog>
  );
}

function Backends({ machine }: { readonly machine: Machine }) {
  return (
    <>
      <h3>
        <Hint term="backend">Backends</Hint>
      </h3>
      <ul className="lines">
        {machine.backends.map((one) => (
          <li key={one.backend}>
            <strong>{one.backend}</strong>
            <span>
              {one.available ? 'available' : 'not available'}
              {one.software && (
                <>
                  {' '}
                  <Hint term="software-adapter" className="badge warn">
                    software
                  </Hint>
                </>
              )}
              <span className="dim"> {one.reason ?? one.adapter}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the page knows beside what was probed. */
const ANOTHER_TAB: MachineFinding = {
  severity: 'warning',
  fact: 'Another tab of the playground runs models',
  affects: 'every figure of both tabs: they share the cores and the GPU',
  cause: 'a run is on in another tab or window of this browser',
  fix: 'stop it there, or close that tab',
};

function Findings({ machine }: { readonly machine: Machine }) {
  const otherTabRuns = usePlayground((state) => state.otherTabRuns);
  const findings = otherTabRuns ? [ANOTHER_TAB, ...machine.findings] : machine.findings;
  if (findings.length === 0) return null;
  return (
    <>
      <h3>What limits the figures</h3>
      <ul className="lines findings">
        {findings.map((finding) => (
          <li key={finding.fact}>
            <span
              className={`badge ${finding.severity === 'info' ? 'dim' : finding.severity === 'warning' ? 'warn' : 'bad'}`}
            >
              {finding.severity}
            </span>
            <div>
              <strong>{finding.fact}</strong>
              <p>
                <span className="dim">Affects</span> {finding.affects}
              </p>
              <p>
                <span className="dim">Cause</span> {finding.cause}
              </p>
              <p>
                <span className="dim">Fix</span> {finding.fix}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
