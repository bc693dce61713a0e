/**
 * Every npm script goes through here: it makes the clone ready for the command, then loads the command. One row a
 * command. Only Node.js itself may be imported at the top.
 */
import { ensureDependencies, ensureModels, requireNode } from './bootstrap.mjs';

/** `models`: `needed` stops when one is missing, `wanted` warns. */
const COMMANDS = {
  start: { models: 'wanted' },
  dev: { models: 'wanted' },
  build: { models: 'wanted' },
  preview: { models: 'wanted' },
  check: { models: 'needed' },
  test: { models: 'needed' },
  e2e: { models: 'needed' },
  bench: { models: 'needed' },
  simulate: { models: 'none' },
  schema: { models: 'none' },
  sbom: { models: 'none' },
  icons: { models: 'none' },
  models: { models: 'none' },
  format: { models: 'none' },
};

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[/** @type {keyof typeof COMMANDS} */ (name)];
  if (command === undefined) {
    throw new Error(`There is no command "${name}"; there are: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  requireNode();
  ensureDependencies();
  if (command.models !== 'none') await ensureModels({ required: command.models === 'needed' });
  const { run } = await import(`./commands/${name}.mjs`);
  process.exitCode = await run(args);
}

main().catch((thrown) => {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  if (process.env.DEBUG) console.error(thrown);
  process.exitCode = 1;
});
