/** The live picture: what the models are given, and what every one of them sees in it. */
import { useId, useState } from 'react';
import { MelodyButton } from './MelodyButton';
import { StageCanvas } from './StageCanvas';
import { StageHint } from './StageHint';
import { StageLegend } from './StageLegend';
import { StageNote } from './StageNote';
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
        <MelodyButton />
        <StageHint />
        <StageNote />
      </div>
      <StageLegend />
    </section>
  );
}
