// Progress of the set-up: one line per step, with the time since the start of the command.
const startedAt = performance.now();

/** @param {string} line */
export function say(line) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`[${seconds} s] ${line}\n`);
}
