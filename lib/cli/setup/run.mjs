// Runs one tool of the set-up; its output is shown only when it fails.
import { spawn } from 'node:child_process';

/** A tool that ended badly. `output` is all it wrote. */
export class ToolError extends Error {
  /** @override */
  name = 'ExpectedError';

  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * @typedef {object} ToolOptions
 * @property {string} cwd
 * @property {Record<string, string>} [variables] on top of the present environment
 * @property {(text: string) => void} [onOutput]
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ToolOptions} options
 * @returns {Promise<{ exitCode: number, output: string }>} exit code 128 stands for an end by a signal
 */
export function runTool(command, args, { cwd, variables = {}, onOutput }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      const text = chunk.toString('utf8');
      output += text;
      onOutput?.(text);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 128, output }));
  });
}
