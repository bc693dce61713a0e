import { expect, it } from 'vitest';
import { answerHeaders } from '../hosting/answer-headers';
import { ownAnswer } from './own-answer';

const at = (path: string) => new URL(path, 'https://someone.example/playground/');

it('every answer carries the headers of its address, and keeps status, type and body', async () => {
  for (const path of [
    '',
    '?embed=1&parent=https://slides.example',
    'handoff.html',
    'assets/executor.worker-a.js',
  ]) {
    const host = new Response('text', {
      status: 203,
      statusText: 'odd',
      headers: { 'content-type': 'text/html' },
    });
    const answer = ownAnswer(host, at(path));
    expect(Object.fromEntries(answer.headers), path).toMatchObject(lowerCase(answerHeaders(at(path))));
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([203, 'odd', 'text']);
  }
});

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

it("a stricter or looser policy of the host's is replaced, not added to", () => {
  const host = new Response('', { headers: { 'content-security-policy': 'default-src *' } });
  expect(ownAnswer(host, at('')).headers.get('content-security-policy')).toBe(
    answerHeaders(at(''))['Content-Security-Policy'],
  );
});

it('an answer that is right already is passed on as it is, with its compiled code', () => {
  const stored = ownAnswer(new Response('let a'), at('assets/a.js'));
  expect(ownAnswer(stored, at('assets/a.js'))).toBe(stored);
});

it('the page that was stored without a query is answered by the query of a frame', () => {
  const stored = ownAnswer(new Response('page'), at('index.html'));
  const framed = ownAnswer(stored, at('?embed=1&parent=https://slides.example'));
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://slides.example');
  expect(framed.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

it('a body streams through: nothing waits for its end', async () => {
  const open = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('first')),
  });
  const reader = ownAnswer(new Response(open), at('models/a/weights.bin')).body?.getReader();
  const part = await reader?.read();
  expect(new TextDecoder().decode(part?.value)).toBe('first');
});

it('failures and answers without a body stay what they are', () => {
  const failure = Response.error();
  expect(ownAnswer(failure, at('assets/a.js'))).toBe(failure);
  expect(ownAnswer(new Response(null, { status: 204 }), at('assets/a.js')).status).toBe(204);
});
