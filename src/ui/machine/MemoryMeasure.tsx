/** Measures the memory of the page with its workers when asked: it may take seconds, and costs the models time. */
import { useRef, useState } from 'react';
import { formatBytes } from '../format';
import { Hint } from '../primitives/Hint';
import { type MeasuredMemory, memoryMeasure } from './measured-memory';

type State = 'idle' | 'measuring' | 'failed' | MeasuredMemory;

export function MemoryMeasure() {
  const [measure] = useState(memoryMeasure);
  const [state, setState] = useState<State>('idle');
  const isMeasuring = useRef(false);
  if (measure === null) return null; // a finding says so

  const start = async () => {
    if (isMeasuring.current) return;
    isMeasuring.current = true;
    setState('measuring');
    setState(await measure().catch(() => 'failed' as const));
    isMeasuring.current = false;
  };
  return (
    <>
      <h3>
        <Hint term="page-memory">Memory of the page with its workers</Hint>
      </h3>
      <div className="memory-measure">
        <button type="button" className="small" onClick={() => void start()}>
          {state === 'idle' ? 'Measure' : 'Measure again'}
        </button>
        <span role="status">{wordsOf(state)}</span>
      </div>
    </>
  );
}

function wordsOf(state: State): string {
  if (state === 'idle') return '';
  if (state === 'measuring')
    return 'Measuring: the browser waits for a moment that suits it, at most half a minute.';
  if (state === 'failed')
    return 'The browser refused to measure. Try again, or look at its own task manager.';
  const { bytes, workerBytes } = state;
  const workers = workerBytes === null ? '' : `, ${formatBytes(workerBytes)} of it in workers`;
  return `${formatBytes(bytes)}${workers} (n = 1, as the browser tells it; GPU memory is not in it)`;
}
