import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';

export type ReactAction =
  | { readonly kind: 'finish'; readonly answer: string }
  /** `arguments` is a JSON object `{"query": ...}`, or the log's own JSON object where it wrote one. */
  | { readonly kind: 'call'; readonly tool: string; readonly arguments: string }
  /** Text that names no tool, kept as the assistant wrote it. */
  | { readonly kind: 'text'; readonly text: string };

/**
 * One action line as ReAct's environment reads it: a name and everything between the first and the last bracket, so
 * `Search[A], Search[B]` is one call with the query `A], Search[B`. Also `Action: Search` with `Action Input:` behind it.
 */
export function readAction(action: string): ReactAction {
  const bracketed = /^(\w[\w .-]*?)\s*\[(.*)\]\s*\.?$/s.exec(action);
  if (bracketed !== null) return callOrFinish(bracketed[1] ?? '', (bracketed[2] ?? '').trim());
  const input = /^(\w[\w .-]*?)\s*\n\s*Action Input:\s*(.*)$/s.exec(action);
  if (input !== null) return callOrFinish(input[1] ?? '', (input[2] ?? '').trim());
  return { kind: 'text', text: action };
}

function callOrFinish(name: string, argument: string): ReactAction {
  if (/^finish$/i.test(name)) return { kind: 'finish', answer: argument };
  return { kind: 'call', tool: name, arguments: callArguments(argument) };
}

/** LangChain's tools with several fields are given a JSON object as their input. */
function callArguments(argument: string): string {
  if (argument.startsWith('{') && argument.endsWith('}')) {
    const parsed = parseJson(Buffer.from(argument), 1);
    if (parsed.ok && isJsonObject(parsed.value)) return argument;
  }
  return JSON.stringify({ query: argument });
}
