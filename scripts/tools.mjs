/** Runs a tool that the project depends on, from its own `node_modules/.bin`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from './bootstrap.mjs';

const windows = process.platform === 'win32';
/** @param {string} name */
const pathOf = (name) => join(PROJECT, 'node_modules', '.bin', windows ? `${name}.cmd` : name);

/**
 * Runs with this terminal.
 * @param {string} name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit status
 */
export function runTool(name, args, env = process.env) {
  const child = spawn(pathOf(name), args, { cwd: PROJECT, stdio: 'inherit', shell: windows, env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
}

/**
 * Runs quietly.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number, output: string, text: string }>} `output`: standard output; `text`: both streams
 */
export function captureTool(name, args) {
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  const child = spawn(pathOf(name), args, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
    env,
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
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, output, text }));
  });
}
