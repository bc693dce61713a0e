/** What a model of a task draws, as a small picture in the theme's colours; `currentColor` is the result's. */
import type { Model } from '../../domain/model';
import { TASK_STROKES } from './task-strokes';
import './task-picture.css';

interface TaskPictureProps {
  readonly task: Model['task'];
  /** Position inside another SVG; absent when the picture stands alone. */
  readonly at?: { readonly x: number; readonly y: number; readonly size: number };
}

export function TaskPicture({ task, at }: TaskPictureProps) {
  const { subject, result, area } = TASK_STROKES[task];
  const place = at === undefined ? {} : { x: at.x, y: at.y, width: at.size, height: at.size };
  return (
    <svg className="task-picture" viewBox="0 0 48 48" aria-hidden="true" {...place}>
      {area !== undefined && <path className="task-area" d={area} />}
      <path className="task-subject" d={subject} />
      <path className="task-result" d={result} />
    </svg>
  );
}
