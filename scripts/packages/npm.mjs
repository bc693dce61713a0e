/** Asks npm itself about this project. It must not know what the answers mean. */
import { spawn } from 'node:child_process';
import { PROJECT } from '../bootstrap.mjs';

const windows = process.platform === 'win32';

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number, output: string, errors: string }>}
 */
export function askNpm(args) {
  const child = spawn(windows ? 'npm.cmd' : 'npm', args, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part) => {
    output += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part) => {
    errors += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, output, errors }));
  });
}
