// Turns a failure into the lines a user should read: what happened and what to do, without a stack where we know both.

const BY_SYSTEM_CODE = new Map([
  ['ENOSPC', 'The disk is full. Free some space, or put the data elsewhere with --data.'],
  ['EDQUOT', 'Your disk quota is used up. Free some space, or put the data elsewhere with --data.'],
  ['EACCES', 'Not allowed: the folder belongs to another account. Run as that one, or use --data.'],
  ['EPERM', 'Not allowed: the folder belongs to another account. Run as that one, or use --data.'],
  ['EROFS', 'The disk cannot be written to (read-only file system).'],
]);

/** Errors whose message was written for the user. */
const EXPLAINED_NAMES = new Set(['ExpectedError', 'UsageError']);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  for (const link of causesOf(error)) {
    const known = describeSystemError(link);
    if (known !== null) return known;
  }
  if (!(error instanceof Error)) return String(error);
  return EXPLAINED_NAMES.has(error.name) ? error.message : (error.stack ?? error.message);
}

/**
 * @param {Error} error
 * @returns {string | null} null: nothing more is known than the error says
 */
function describeSystemError(error) {
  const written = /No space left on device|ENOSPC/.test(error.message) ? 'ENOSPC' : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : written;
  const known = BY_SYSTEM_CODE.get(code);
  if (known === undefined) return null;
  const lines = error.message.split('\n');
  return `${known}\n(${(lines.find((line) => line.includes('No space left')) ?? lines[0] ?? '').trim()})`;
}

/**
 * @param {unknown} error
 * @returns {Error[]} the error and what caused it, outermost first
 */
function causesOf(error) {
  /** @type {Error[]} */
  const chain = [];
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link);
  return chain;
}
