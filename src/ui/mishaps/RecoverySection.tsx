/** How failures are handled: automatic restart, and how long each phase may last before it counts as hung. */
import {
  DEFAULT_RECOVERY,
  type RecoverySettings,
  recoverySettingsSchema,
  type WatchedPhase,
} from '../../domain/recovery';
import type { Term } from '../glossary';
import { Hint } from '../primitives/Hint';
import { NumberField } from '../primitives/NumberField';
import { shareStructure } from '../share-structure';
import { usePlayground, usePlaygroundHandle } from '../store';
import { SwitchLine } from './SwitchLine';

const LIMITS: readonly (readonly [WatchedPhase, string, Term])[] = [
  ['start', 'Start, s', 'phase-limit'],
  ['download', 'Download, s', 'phase-limit'],
  ['parse', 'Parse, upload, s', 'phase-limit'],
  ['compile', 'Compile, s', 'phase-limit'],
  ['firstInference', 'First inference, s', 'phase-limit'],
  ['steady', 'Request in service, s', 'limit-steady'],
];

const { minValue, maxValue } = recoverySettingsSchema.shape.limitsMs.shape.start;
const MS = 1000;

const isDefault = (settings: RecoverySettings): boolean =>
  shareStructure(DEFAULT_RECOVERY, settings) === DEFAULT_RECOVERY;

export function RecoverySection() {
  const { commands } = usePlaygroundHandle();
  const settings = usePlayground((state) => state.snapshot?.recovery ?? DEFAULT_RECOVERY);
  const { automatic, limitsMs } = settings;
  const limit = (phase: WatchedPhase, seconds: number) =>
    void commands.setRecovery({ automatic, limitsMs: { ...limitsMs, [phase]: Math.round(seconds * MS) } });
  return (
    <section aria-labelledby="mishaps-recovery">
      <h3 id="mishaps-recovery">Recovery</h3>
      <SwitchLine on={automatic} onAsk={(on) => commands.setRecovery({ automatic: on, limitsMs })}>
        <Hint term="back-off" focusable={false}>
          What failed starts again by itself
        </Hint>
      </SwitchLine>
      <details className="mishap-limits">
        <summary>
          <Hint term="phase-limit" focusable={false}>
            Limits per phase
          </Hint>
        </summary>
        {LIMITS.map(([phase, label, term]) => (
          <NumberField
            key={phase}
            label={label}
            term={term}
            value={limitsMs[phase] / MS}
            min={(minValue ?? 0) / MS}
            max={(maxValue ?? Number.MAX_SAFE_INTEGER) / MS}
            onCommit={(seconds) => limit(phase, seconds)}
          />
        ))}
        <button
          type="button"
          disabled={isDefault(settings)}
          onClick={() => void commands.setRecovery(DEFAULT_RECOVERY)}
        >
          Reset to defaults
        </button>
      </details>
    </section>
  );
}
