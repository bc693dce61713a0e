/** What was observed of the machine, in figures. */
import type { Machine } from '../../domain/backend';
import { formatMs } from '../format';
import { type Fact, FactList } from '../primitives/FactList';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { clockWords, completionWords } from './machine-report';

export function MachineFacts({ machine }: { readonly machine: Machine }) {
  const { completion } = machine;
  const facts: readonly Fact[] = [
    ['cores', 'Cores', `${machine.cores}`],
    ['isolation', 'Cross-origin isolation', machine.crossOriginIsolated ? 'on' : 'off'],
    ['clock', 'Clock resolution', clockWords(machine.clockResolutionMs)],
    ['automatic', 'Automatic backend', machine.automaticBackend],
    ...(completion === undefined
      ? []
      : ([
          ['gpu-completion', 'WebGPU: nothing done, told', completionWords(completion.drain)],
          ['gpu-completion', 'WebGPU: 4 bytes read', completionWords(completion.map)],
        ] as const)),
  ];
  return (
    <>
      <FactList facts={facts} className="machine-facts" />
      <p className="dim">{machine.automaticReason}</p>
    </>
  );
}

export function Backends({ machine }: { readonly machine: Machine }) {
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

/** Nothing before an executor has started. */
export function ClockOffsets() {
  const executors = usePlayground((state) => state.snapshot?.executors);
  if (!executors?.some((one) => one.clockOffsetMs !== null)) return null;
  return (
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
  );
}
