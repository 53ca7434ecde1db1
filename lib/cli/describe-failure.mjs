// Turns a failure into the lines a user should read: what happened and what to do, without a stack where we know both.

const BY_SYSTEM_CODE = new Map([
  ['ENOSPC', 'The disk is full. Free some space, or put the data elsewhere with --data.'],
  ['EDQUOT', 'Your disk quota is used up. Free some space, or put the data elsewhere with --data.'],
  ['EROFS', 'The disk cannot be written to (read-only file system).'],
]);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  for (const link of causesOf(error)) {
    const code = 'code' in link && typeof link.code === 'string' ? link.code : '';
    const known = BY_SYSTEM_CODE.get(code);
    if (known !== undefined) return `${known}\n(${link.message})`;
    if (/No space left on device|ENOSPC/.test(link.message)) {
      return `${BY_SYSTEM_CODE.get('ENOSPC')}\n(${link.message})`;
    }
    if (code === 'EACCES' || code === 'EPERM') {
      return `Not allowed: ${link.message}. The folder belongs to another account; run as that one, or use --data.`;
    }
  }
  if (error instanceof Error && (error.name === 'ExpectedError' || error.name === 'UsageError')) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
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
