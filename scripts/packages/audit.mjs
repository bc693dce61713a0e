/** Looks for known vulnerabilities in what the app ships. A registry that gives no audit is no failure, and is told. */
import { readFile } from 'node:fs/promises';
import { readAudit } from './audit-report.mjs';
import { askNpm } from './npm.mjs';

/** Advisories that were looked at: each with a reason, and a day on which it is looked at again. */
const EXCEPTIONS = new URL('./audit-exceptions.json', import.meta.url);

const ARGS = ['audit', '--omit=dev', '--audit-level=high', '--json'];
/** One try: whoever works without a network does not wait for it. */
const IMPATIENT = ['--fetch-retries=0', '--fetch-timeout=20000'];

/** @returns {Promise<{ ok: boolean, text: string, note?: string, skipped?: boolean }>} */
export async function auditPackages() {
  const { output } = await askNpm([...ARGS, ...IMPATIENT]);
  const exceptions = JSON.parse(await readFile(EXCEPTIONS, 'utf8'));
  const audit = readAudit(output, exceptions, new Date().toISOString().slice(0, 10));
  if (audit.kind === 'skipped') return { ok: true, text: '', note: audit.why, skipped: true };
  if (audit.kind === 'broken') return { ok: false, text: audit.why };
  const { findings, notes } = audit;
  return { ok: findings.length === 0, text: findings.join('\n'), note: notes.join(', ') };
}
