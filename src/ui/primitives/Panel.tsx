/** A titled region of the page, with the table behind its picture on demand. It knows nothing of what stands in it. */
import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import './panel.css';

interface PanelProps {
  readonly title: string;
  /** What is shown and over which time, in a few words. */
  readonly note?: ReactNode;
  /** Takes the room that title, note and actions leave. */
  readonly middle?: ReactNode;
  readonly actions?: ReactNode;
  /** The same numbers as a table: rendered while somebody asks for it, in the place of the picture. */
  readonly table?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Panel({ title, note, middle, actions, table, className = '', children }: PanelProps) {
  const titleId = useId();
  const [asked, setAsked] = useState(false);
  const asTable = asked && table !== undefined;
  return (
    <section className={`panel ${className}`} aria-labelledby={titleId}>
      <header className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {middle !== undefined && !asTable && <div className="panel-middle">{middle}</div>}
        {note !== undefined && <p className="panel-note">{note}</p>}
        {(actions !== undefined || table !== undefined) && (
          <div className="panel-actions">
            {!asTable && actions}
            {table !== undefined && (
              <button
                type="button"
                className="quiet small panel-table-button"
                aria-pressed={asTable}
                aria-label={`Table of ${title.toLowerCase()}`}
                onClick={() => setAsked(!asked)}
              >
                <Table2 size={13} aria-hidden="true" /> Table
              </button>
            )}
          </div>
        )}
      </header>
      {asTable && <div className="panel-body panel-table">{table}</div>}
      {/* Kept while the table stands there, so that the picture's history and choices outlive it. */}
      <div className="panel-body" hidden={asTable}>
        {children}
      </div>
    </section>
  );
}
