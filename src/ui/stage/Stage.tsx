/** The live picture: what the models are given, and what every one of them sees in it. */
import { useId } from 'react';
import { StageCanvas } from './StageCanvas';
import { StageHint } from './StageHint';
import { StageLegend } from './StageLegend';
import { StageNote } from './StageNote';
import './stage.css';

export function Stage() {
  const titleId = useId();
  return (
    <section className="stage" aria-labelledby={titleId}>
      <h2 id={titleId} className="visually-hidden">
        Stage
      </h2>
      <div className="stage-surface">
        <StageCanvas />
        <StageHint />
        <StageNote />
      </div>
      <StageLegend />
    </section>
  );
}
