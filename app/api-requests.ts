import { problemText } from '@/components/states/problem-text';
import type { ViewChange } from '@/components/views/view-entry';
import type { Problem } from '@/lib/api/schemas/health';

/**
 * What the API answers. Answers of our own API are of its schemas; the type says which. Reading them here would load a
 * parser on every page.
 *
 * @throws Error with the sentence of the problem where the API refuses
 */
export async function askApi<Answer>(address: string, signal: AbortSignal | null = null): Promise<Answer> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(await problemText(response));
  const answer: Answer = await response.json();
  return answer;
}

interface ChangeOfNamed {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** The code of the problem which says that the name is there already. */
  readonly takenCode: Problem['code'];
}

/** Changes something that is kept under a name, through the API. */
export async function changeNamed(address: string, { method, body, takenCode }: ChangeOfNamed): Promise<ViewChange> {
  try {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(address, { method, ...init });
    if (response.ok) return { kind: 'done' };
    const problem: Problem = await response.json();
    if (problem.code === takenCode) return { kind: 'taken' };
    return { kind: 'failed', message: `${problem.title}: ${problem.detail}.` };
  } catch {
    return { kind: 'failed', message: 'The server does not answer. Nothing was changed.' };
  }
}
