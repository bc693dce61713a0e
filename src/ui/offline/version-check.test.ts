/** A part that cannot be fetched: the server is silent, has another version, or has this one and refuses. */
import { expect, it } from 'vitest';
import { whyMissing } from './version-check';

const place = (answer: () => Promise<{ ok: boolean; text: () => Promise<string> }>) => ({
  pageUrl: 'https://demo.example/play/',
  entryUrl: 'https://demo.example/play/assets/index-OLD.js',
  fetch: answer,
});
const page = (name: string) => async () => ({
  ok: true,
  text: async () => `<script src="./assets/${name}">`,
});

it('says what to do: try again, or reload', async () => {
  const silent = async () => {
    throw new TypeError('Failed to fetch');
  };
  expect(await whyMissing(place(silent))).toContain('does not answer');
  expect(await whyMissing(place(page('index-NEW.js')))).toContain('reload the page for the new one');
  expect(await whyMissing(place(page('index-OLD.js')))).toContain('although the server answers');
});
