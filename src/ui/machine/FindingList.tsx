/** What limits the figures or does not work here: gravest first, each with what it affects, why, and what to do. */
import type { MachineFinding } from '../../domain/backend';
import { Hint } from '../primitives/Hint';
import './your-machine.css';

const BADGES = { problem: 'bad', warning: 'warn', info: 'dim' } as const;

const ROWS = [
  ['Affects', 'affects'],
  ['Cause', 'cause'],
  ['Fix', 'fix'],
] as const;

export function FindingList({ findings }: { readonly findings: readonly MachineFinding[] }) {
  if (findings.length === 0)
    return <p className="dim">Nothing was found that limits the figures or keeps anything from working.</p>;
  return (
    <ul className="machine-findings">
      {findings.map((finding) => (
        <li key={finding.fact}>
          <Hint term="finding-severity" className={`badge ${BADGES[finding.severity]}`}>
            {finding.severity}
          </Hint>
          <h4>{finding.fact}</h4>
          <dl>
            {ROWS.map(([label, field]) => (
              <div key={field}>
                <dt>{label}</dt>
                <dd>{finding[field]}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
