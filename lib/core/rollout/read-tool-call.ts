/** A call as the log wrote it: `arguments` is JSON where the log had JSON, else its text. `name` is '' where none is legible. */
export interface LoggedCall {
  readonly name: string;
  readonly arguments: string;
}

/** Names under which logs hand in the final answer as if it were a tool (ReAct, smolagents, Inspect). */
const ANSWER_CALLS: ReadonlySet<string> = new Set([
  'finish',
  'answer',
  'final_answer',
  'finalanswer',
  'submit',
  'submit_answer',
]);

/** Whether a call hands in the answer: such a call is an answer and no tool call. */
export function isAnswerCall(name: string): boolean {
  return ANSWER_CALLS.has(name.trim().toLowerCase());
}

/** The value of a JSON text; undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All strings and numbers in a JSON value, in the order they are written. */
function leaves(value: unknown): readonly string[] {
  const found: string[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && next.trim() !== '') found.push(next);
    else if (typeof next === 'number') found.push(String(next));
    else if (typeof next === 'object' && next !== null) {
      for (const child of Object.values(next).reverse()) left.push(child);
    }
  }
  return found;
}

/**
 * What a call asks, as text: the strings and numbers of its arguments, one as it is, several on lines of their own that
 * begin with a bullet, so that no phrase reaches from one into the next. Arguments that are no JSON are taken as they are.
 *
 * @example callText('{"query":["weyprecht","tegetthoff"]}') // '• weyprecht\n• tegetthoff'
 */
export function callText(callArguments: string): string {
  const value = parseJson(callArguments);
  if (typeof value !== 'object' && typeof value !== 'string') return callArguments;
  const found = leaves(value);
  if (found.length === 0) return callArguments;
  return found.length === 1 ? (found[0] ?? '') : found.map((text) => `• ${text}`).join('\n');
}

/** Calls written as JSON in a text: one object, or a list of them. Empty where it is neither. */
function callsFromJson(text: string): readonly LoggedCall[] {
  const value = parseJson(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((entry) => {
    if (!isObject(entry)) return [];
    const call = isObject(entry['function']) ? entry['function'] : entry;
    if (typeof call['name'] !== 'string') return [];
    const given = call['arguments'] ?? call['parameters'] ?? {};
    return [{ name: call['name'], arguments: typeof given === 'string' ? given : JSON.stringify(given) }];
  });
}

const CODE_BLOCK = /^([^]*?)<code>([^]*?)(?:<\/code>|$)/;
const XML_NAME = /<function=([^>\s]+)>/;
const JSON_NAME = /"name"\s*:\s*"([^"]*)"/;

/**
 * Reads the inside of a `tool_call` tag: JSON, a list of them, JSON with the code behind it (DeepResearch), or
 * `<function=name>` (Qwen coder). Of anything else the whole text is kept as arguments, with the name where one is legible.
 *
 * @returns At least one call.
 */
export function readTaggedCall(inside: string): readonly LoggedCall[] {
  const calls = callsFromJson(inside);
  if (calls.length > 0) return calls;
  const [, before, code] = CODE_BLOCK.exec(inside) ?? [];
  const [coded] = before === undefined ? [] : callsFromJson(before);
  if (coded !== undefined && code !== undefined) return [{ name: coded.name, arguments: code }];
  const name = XML_NAME.exec(inside)?.[1] ?? JSON_NAME.exec(inside)?.[1] ?? '';
  return [{ name, arguments: inside }];
}
