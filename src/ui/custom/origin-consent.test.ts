import { describe, expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import { AllowedOrigins } from './allowed-origins';
import { type ConsentAnswer, OriginConsent } from './origin-consent';

const AT = 'https://models.example/face/model.json';
const ORIGIN = 'https://models.example';

/** The intake worker's part: it refuses what is not among the allowed. */
const worker = (origin: string | null, code: 'url-invalid' | null = null) => {
  const connections: string[] = [];
  const attempt = async (allowed: readonly string[]) => {
    if (code !== null) throw new EngineError(code, 'is no address');
    if (origin !== null && !allowed.includes(origin)) throw new EngineError('url-not-allowed', 'not allowed');
    connections.push(origin ?? 'own');
    return 'model';
  };
  return { attempt, connections };
};

/** A person who answers so, question after question; a question too many fails. */
function consentOf(...answers: readonly ConsentAnswer[]) {
  const [asked, left]: [(string | null)[], ConsentAnswer[]] = [[], [...answers]];
  const held = new Map<string, string>();
  let full = false;
  const origins = new AllowedOrigins(() => ({
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
  }));
  const unremembered: string[] = [];
  const consent: OriginConsent = new OriginConsent({
    origins,
    show: (origin) => {
      asked.push(origin);
      if (origin === null) return;
      const answer = left.shift();
      if (answer === undefined) throw new Error('asked once more than there are answers');
      consent.answer(answer);
    },
    onUnremembered: (origin) => unremembered.push(origin),
  });
  const fill = () => {
    full = true;
  };
  return { consent, origins, asked, unremembered, fill };
}

describe('consent to a site', () => {
  it('is asked before the first connection; once holds for this time alone', async () => {
    const { consent, asked, origins } = consentOf('once', 'no');
    const { attempt, connections } = worker(ORIGIN);
    expect(await consent.fetch(AT, attempt)).toBe('model');
    expect(asked).toEqual([ORIGIN, null]);
    expect(connections).toEqual([ORIGIN]);
    expect(origins.list()).toEqual([]);
    await expect(consent.fetch(AT, attempt)).rejects.toMatchObject({ code: 'cancelled' });
    expect(connections).toEqual([ORIGIN]);
  });

  it('is asked no more once it was given for always, and again after it was forgotten', async () => {
    const { consent, asked, origins } = consentOf('always', 'no');
    const { attempt, connections } = worker(ORIGIN);
    await consent.fetch(AT, attempt);
    await consent.fetch(AT, attempt);
    expect(connections).toEqual([ORIGIN, ORIGIN]);
    expect(asked).toEqual([ORIGIN, null]);
    origins.forget(ORIGIN);
    await expect(consent.fetch(AT, attempt)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is asked of each site by itself: one that is allowed allows no other', async () => {
    const { consent } = consentOf('always', 'no');
    await consent.fetch(AT, worker(ORIGIN).attempt);
    const other = worker('https://models.example:8443');
    await expect(
      consent.fetch('https://models.example:8443/model.json', other.attempt),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(other.connections).toEqual([]);
  });

  it('is not asked for this site, nor for what is no address', async () => {
    const { consent, asked } = consentOf();
    await consent.fetch('http://localhost:4173/model.json', worker(null).attempt);
    for (const url of ['no address', 'http://far.example/model.json'])
      await expect(consent.fetch(url, worker(ORIGIN, 'url-invalid').attempt)).rejects.toMatchObject({
        code: 'url-invalid',
      });
    expect(asked).toEqual([]);
  });

  it('is asked once for all models of one press, and a no holds for all of them', async () => {
    const { consent, asked } = consentOf('once', 'no');
    const { attempt, connections } = worker(ORIGIN);
    const first = new Map<string, boolean>();
    await consent.fetch(AT, attempt, first);
    await consent.fetch(AT, attempt, first);
    expect(connections).toHaveLength(2);
    const second = new Map<string, boolean>();
    for (let press = 0; press < 2; press += 1)
      await expect(consent.fetch(AT, attempt, second)).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual([ORIGIN, null, ORIGIN, null]);
    expect(connections).toHaveLength(2);
  });

  it('that cannot be written down holds until the page is left, and that is told', async () => {
    const { consent, unremembered, fill } = consentOf('always');
    const { attempt, connections } = worker(ORIGIN);
    fill();
    await consent.fetch(AT, attempt);
    await consent.fetch(AT, attempt);
    expect(connections).toHaveLength(2);
    expect(unremembered).toEqual([ORIGIN]);
  });

  it('that the worker does not accept is no reason to ask again', async () => {
    const { consent, asked } = consentOf('once');
    const never = () => Promise.reject(new EngineError('url-not-allowed', 'not allowed'));
    await expect(consent.fetch(AT, never)).rejects.toMatchObject({ code: 'url-not-allowed' });
    expect(asked).toEqual([ORIGIN, null]);
  });
});
