/** A pipeline's stages one under the other, joined, on a scale of their own: where the time from frame to result went. */
import { formatMs } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import { tenantColour } from '../../theme/tenant-mark';
import { waterfallSentence } from './part-words';
import type { PipelineStage } from './pipeline-stages';
import { WaterfallParts } from './WaterfallBar';

interface PipelineStagesProps {
  readonly stages: readonly PipelineStage[];
  readonly names: readonly string[];
}

export function PipelineStages({ stages, names }: PipelineStagesProps) {
  const last = stages.at(-1);
  const scaleMs = last === undefined ? 1 : last.fromMs + last.totalMs;
  return (
    <div className="stages">
      <Hint term="pipeline-stages">stage by stage</Hint>
      <ol>
        {stages.map(({ tenantId, index, waterfall, fromMs, totalMs }) => {
          // React sets custom properties too; its type does not list them.
          const style = {
            '--tenant': tenantColour(index),
            '--from': `${((fromMs / scaleMs) * 100).toFixed(2)}%`,
          } as React.CSSProperties;
          return (
            <li key={tenantId} style={style}>
              <span className="stage-name">
                <TenantMark index={index} /> <span title={names[index]}>{names[index]}</span>
              </span>
              <div className="stage-track">
                <div
                  className="waterfall stage-bar"
                  role="img"
                  aria-label={waterfallSentence(names[index] ?? tenantId, waterfall)}
                >
                  <WaterfallParts waterfall={waterfall} scaleMs={scaleMs} />
                </div>
              </div>
              <b className="stage-total">{formatMs(totalMs)}</b>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
