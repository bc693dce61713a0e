/**
 * Reads what `npm audit --json` says (audit report version 2): what must be dealt with, and what was looked at and let stand.
 * Must not ask npm.
 */

/** Ascending; below `FROM` nothing fails. */
const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'];
const FROM = 'high';

/**
 * @typedef {{ source: number, title: string, url: string, severity: string, range: string }} Advisory
 * @typedef {{ name: string, severity: string, via: readonly (string | Advisory)[], range: string,
 *   fixAvailable: boolean | { name: string, version: string, isSemVerMajor: boolean } }} Vulnerable
 * @typedef {{ advisory: string, reason: string, until: string }} Exception `advisory`: GHSA id; `until`: YYYY-MM-DD, the day on
 *   which it is to be looked at again
 * @typedef {{ kind: 'skipped', why: string } | { kind: 'broken', why: string } |
 *   { kind: 'read', findings: readonly string[], notes: readonly string[] }} Audit
 */

/**
 * @param {string} output of npm
 * @param {readonly Exception[]} exceptions
 * @param {string} today YYYY-MM-DD
 * @returns {Audit}
 */
export function readAudit(output, exceptions, today) {
  /** @type {unknown} */
  let parsed;
  try {
    parsed = JSON.parse(output);
  } catch {
    return { kind: 'broken', why: `npm audit answered with no JSON: ${output.trim().slice(0, 200)}` };
  }
  const report = /** @type {Record<string, any>} */ (parsed ?? {});
  if (report.auditReportVersion === 2 && typeof report.vulnerabilities === 'object')
    return { kind: 'read', ...judged(Object.values(report.vulnerabilities), exceptions, today) };
  // npm tells of a registry that does not answer by its message alone, of everything else by a code of its own.
  if (typeof report.message === 'string' && report.error?.code === undefined)
    return { kind: 'skipped', why: `the registry gives no audit: ${withoutAddress(report.message)}` };
  return { kind: 'broken', why: `npm audit failed: ${report.error?.summary ?? output.trim().slice(0, 200)}` };
}

/** @param {string} message */
const withoutAddress = (message) => message.replace(/\s*-?\s*(GET|POST)? https?:\/\/\S+/g, '').trim();

/**
 * @param {readonly Vulnerable[]} vulnerable
 * @param {readonly Exception[]} exceptions
 * @param {string} today
 */
function judged(vulnerable, exceptions, today) {
  /** @type {string[]} */
  const findings = [];
  const met = new Set();
  for (const one of vulnerable) {
    // A text is the name of another entry, which tells its own advisories.
    for (const advisory of one.via.flatMap((via) => (typeof via === 'string' ? [] : [via]))) {
      if (SEVERITIES.indexOf(advisory.severity) < SEVERITIES.indexOf(FROM)) continue;
      const exception = exceptions.find((other) => advisory.url.endsWith(`/${other.advisory}`));
      if (exception !== undefined) met.add(exception);
      if (exception !== undefined && today <= exception.until) continue;
      const late = exception === undefined ? '' : ` (let stand until ${exception.until}, which is over)`;
      findings.push(
        `${one.name} ${advisory.range}: ${advisory.severity}: ${advisory.title}, ${advisory.url}. ${fixOf(one)}${late}`,
      );
    }
  }
  const notes = exceptions
    .filter((exception) => !met.has(exception))
    .map(({ advisory }) => `the exception ${advisory} is needed no more`);
  return { findings, notes };
}

/** @param {Vulnerable} vulnerable */
function fixOf({ fixAvailable }) {
  if (fixAvailable === false) return 'There is no fix yet.';
  if (fixAvailable === true) return 'Fix: `npm audit fix`.';
  const { name, version, isSemVerMajor } = fixAvailable;
  return `Fix: ${name}@${version}${isSemVerMajor ? ', a new major version' : ''}.`;
}
