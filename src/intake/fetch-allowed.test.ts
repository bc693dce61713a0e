import { expect, it } from 'vitest';
import { fetchAllowed } from './fetch-allowed';

const OWN = 'http://localhost:4173';
const ALLOWED = 'https://models.example';

/** @returns what was connected to. */
async function tried(given: string | URL | Request): Promise<readonly string[]> {
  const connections: string[] = [];
  const fetch_ = fetchAllowed(
    async (input) => {
      connections.push(String(input instanceof Request ? input.url : input));
      return new Response('');
    },
    [OWN, ALLOWED],
  );
  await (async () => fetch_(given))().catch((thrown: unknown) => {
    expect(thrown).toMatchObject({ code: 'url-not-allowed' });
  });
  return connections;
}

it('connects to allowed origins alone, however an address is written', async () => {
  expect(await tried(`${ALLOWED}/a/model.json?x`)).toHaveLength(1);
  expect(await tried(new URL(`${OWN}/model.json`))).toHaveLength(1);
  expect(await tried('HTTPS://MODELS.EXAMPLE:443/a')).toHaveLength(1);
  for (const other of [
    'http://models.example/a',
    'https://models.example:8443/a',
    'https://models.example.evil.example/a',
    'https://evil.example/?https://models.example',
    'https://models.example@evil.example/',
    'https://sub.models.example/',
    new URL('http://localhost:4174/'),
    new Request('https://evil.example/'),
  ])
    expect(await tried(other), String(other)).toEqual([]);
});
