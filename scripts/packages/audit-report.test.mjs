import { describe, expect, it } from 'vitest';
import { readAudit } from './audit-report.mjs';

/** As `npm audit --json` prints it, shortened in its numbers only. */
const REPORT = {
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 1106913,
          name: 'lodash',
          dependency: 'lodash',
          title: 'Command Injection in lodash',
          url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
          severity: 'high',
          cwe: ['CWE-77', 'CWE-94'],
          cvss: { score: 7.2, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' },
          range: '<4.17.21',
        },
        {
          source: 1108258,
          name: 'lodash',
          dependency: 'lodash',
          title: 'Regular Expression Denial of Service (ReDoS) in lodash',
          url: 'https://github.com/advisories/GHSA-29mw-wpgm-hmr9',
          severity: 'moderate',
          cwe: ['CWE-400'],
          cvss: { score: 5.3, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L' },
          range: '>=4.0.0 <4.17.21',
        },
      ],
      effects: ['hdr-histogram-js'],
      range: '<=4.17.20',
      nodes: ['node_modules/lodash'],
      fixAvailable: { name: 'hdr-histogram-js', version: '4.0.0', isSemVerMajor: true },
    },
    'hdr-histogram-js': {
      name: 'hdr-histogram-js',
      severity: 'high',
      isDirect: true,
      via: ['lodash'],
      effects: [],
      range: '<=3.0.1',
      nodes: ['node_modules/hdr-histogram-js'],
      fixAvailable: { name: 'hdr-histogram-js', version: '4.0.0', isSemVerMajor: true },
    },
  },
  metadata: {
    vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 0, total: 2 },
    dependencies: { prod: 75, dev: 420, optional: 40, peer: 8, peerOptional: 0, total: 500 },
  },
};
const CLEAN = { ...REPORT, vulnerabilities: {} };
const TODAY = '2026-11-30';
const read = (/** @type {unknown} */ report, /** @type {any[]} */ exceptions = []) =>
  readAudit(JSON.stringify(report), exceptions, TODAY);

describe('an audit of the packages', () => {
  it('is content with a report that names none', () => {
    expect(read(CLEAN)).toEqual({ kind: 'read', findings: [], notes: [] });
  });

  it('tells of each high advisory the package, the severity, the advisory and the fix; once', () => {
    expect(read(REPORT)).toEqual({
      kind: 'read',
      findings: [
        'lodash <4.17.21: high: Command Injection in lodash, https://github.com/advisories/GHSA-35jh-r3h4-6jhm. Fix: hdr-histogram-js@4.0.0, a new major version.',
      ],
      notes: [],
    });
    const { lodash } = REPORT.vulnerabilities;
    const others = [
      [true, 'Fix: `npm audit fix`.'],
      [false, 'There is no fix yet.'],
    ];
    for (const [fixAvailable, words] of others)
      expect(read({ ...REPORT, vulnerabilities: { lodash: { ...lodash, fixAvailable } } })).toMatchObject({
        findings: [expect.stringContaining(String(words))],
      });
  });

  it('lets stand what was looked at, until its day is over, and tells which exceptions are needed no more', () => {
    const exception = { advisory: 'GHSA-35jh-r3h4-6jhm', reason: 'it is never called', until: TODAY };
    expect(read(REPORT, [exception])).toMatchObject({ findings: [], notes: [] });
    expect(read(REPORT, [{ ...exception, until: '2026-11-29' }])).toMatchObject({
      findings: [expect.stringContaining('let stand until 2026-11-29, which is over')],
    });
    expect(read(CLEAN, [exception])).toMatchObject({
      notes: ['the exception GHSA-35jh-r3h4-6jhm is needed no more'],
    });
  });

  it('is skipped, with the reason, where the registry gives no audit or there is no network', () => {
    const refused = {
      message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk',
      method: 'POST',
      statusCode: 405,
      body: '',
      error: { summary: '', detail: '' },
    };
    expect(read(refused)).toEqual({
      kind: 'skipped',
      why: 'the registry gives no audit: 405 Method Not Allowed',
    });
    const offline = {
      message:
        'request to https://registry.example/-/npm/v1/security/audits/quick failed, reason: getaddrinfo EAI_AGAIN registry.example',
      error: { summary: '', detail: '' },
    };
    expect(read(offline)).toMatchObject({ kind: 'skipped', why: expect.stringContaining('EAI_AGAIN') });
  });

  it('is never content with an answer that it does not understand', () => {
    expect(
      read({ error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.' } }),
    ).toEqual({ kind: 'broken', why: 'npm audit failed: This command requires an existing lockfile.' });
    for (const odd of [null, {}, [], { auditReportVersion: 3, vulnerabilities: {} }])
      expect(read(odd).kind).toBe('broken');
    expect(readAudit('', [], TODAY).kind).toBe('broken');
    expect(readAudit('<html>', [], TODAY).kind).toBe('broken');
  });
});
