/**
 * Runs the npm that the user has, with the user's own settings, and turns its error codes into sentences. Must not
 * know what is fetched.
 */
import { spawn } from 'node:child_process';
import { PROJECT } from './catalog.mjs';
import { Failure } from './failure.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, output: string, text: string }>} `output`: standard output alone
 */
export function runNpm(args) {
  // Under an npm script this is the npm that the user started; the shell is how Windows finds `npm.cmd`.
  const cli = process.env.npm_execpath;
  const own = cli?.endsWith('.js') === true && cli.includes('npm-cli');
  const command = own ? process.execPath : 'npm';
  const windows = !own && process.platform === 'win32';
  const quoted = windows ? args.map((arg) => `"${arg}"`) : args;
  return new Promise((resolve, reject) => {
    const child = spawn(command, own && cli !== undefined ? [cli, ...args] : quoted, {
      cwd: PROJECT,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      output += part;
      text += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    child.on('error', () =>
      reject(new Failure('npm could not be started: install Node.js with npm and run again.')),
    );
    child.on('close', (status) => resolve({ status, output, text }));
  });
}

const UNREACHABLE =
  /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR)$/;

/**
 * npm's error code as a sentence.
 * @param {string} spec `name@version`
 * @param {string} text everything that npm printed
 */
export function explainNpm(spec, text) {
  const code =
    /npm (?:error|ERR!) code (\w+)/.exec(text)?.[1] ?? /"code":\s*"(\w+)"/.exec(text)?.[1] ?? 'unknown';
  if (UNREACHABLE.test(code)) {
    return `${spec} could not be fetched because the npm registry is out of reach (${code}): connect to the network and run again.`;
  }
  if (code === 'E404' || code === 'ETARGET')
    return `The npm registry in use does not have ${spec} (${code}).`;
  if (code === 'EINTEGRITY') return `${spec} arrived damaged (${code}): nothing of it was used; run again.`;
  if (code === 'ENOSPC') return `The disk is full: fetching ${spec} failed; free some space and run again.`;
  return `npm could not fetch ${spec} (${code}): try \`npm pack ${spec} --dry-run\` to see why.`;
}
