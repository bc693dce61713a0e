/** The live picture: what the models are given, and what every one of them sees in it. */
import { useId, useState } from 'react';
import { StageAbsence } from './StageAbsence';
import { StageCanvas } from './StageCanvas';
import { StageHint } from './StageHint';
import { StageLegend } from './StageLegend';
import { StageNote } from './StageNote';
import { StageSources } from './StageSources';
import { StageInsets } from './stage-insets';
import { WipeHandles } from './WipeHandles';
import './stage.css';

export function Stage() {
  const titleId = useId();
  const [insets] = useState(() => new StageInsets());
  return (
    <section className="stage" aria-labelledby={titleId}>
      <h2 id={titleId} className="visually-hidden">
        Stage
      </h2>
      <div className="stage-surface">
        <StageCanvas insets={insets} />
        <WipeHandles insets={insets} />
        <StageAbsence />
        <StageSources />
        <StageHint />
        <StageNote />
      </div>
      <StageLegend />
    </section>
  );
}
