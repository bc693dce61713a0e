/** `npm start`: builds when needed, serves the app, prints its address and opens the browser. */
import { parseArgs } from 'node:util';
import { APP, ensureBuilt } from '../server/built.mjs';
import { serve } from '../server/serve.mjs';

/** @param {string[]} args */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: 'localhost' },
      open: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port is "${values.port}": it should be a whole number from 0 to 65535.`);
  }
  await ensureBuilt(APP);
  const { address } = await serve(APP, { port, open: values.open, host: values.host });
  console.log(`\n  Multi-DNN Playground  ${address}\n  Ctrl+C stops it.\n`);
  return 0;
}
