import { problemText } from '@/components/states/problem-text';
import type { FailureSignal } from '@/lib/core/labels/failure-signals';

/** A note as it is stored. */
export interface SavedNote {
  readonly text: string;
  readonly updatedAt: string;
}

export interface SavedAnnotation {
  readonly labels: readonly string[];
  readonly note: SavedNote | null;
}

export interface AnnotatedRollout extends SavedAnnotation {
  readonly signals: readonly FailureSignal[];
}

/** What a request came to: its value, that somebody else changed the note meanwhile, or a sentence why not. */
export type Answer<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'changed' }
  | { readonly kind: 'problem'; readonly message: string };

/** Address of a rollout in the API, without what follows. */
export function rolloutAddress(runId: number, n: number): string {
  return `/api/v1/runs/${runId}/rollouts/${n}`;
}

/** Answers of our own API are of its schemas; the type says which. */
async function bodyOf<Value>(response: Response): Promise<Value> {
  const body: Value = await response.json();
  return body;
}

async function ask<Value>(address: string, init?: RequestInit): Promise<Answer<Value>> {
  try {
    const response = await fetch(address, init);
    if (response.ok) return { kind: 'value', value: await bodyOf<Value>(response) };
    if (response.status === 409) return { kind: 'changed' };
    return { kind: 'problem', message: await problemText(response) };
  } catch {
    return { kind: 'problem', message: 'The server does not answer.' };
  }
}

function send(method: 'PUT' | 'PATCH', body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @param query definitions as a query string, without `?` */
export function fetchAnnotations(address: string, query: string): Promise<Answer<AnnotatedRollout>> {
  return ask(`${address}/annotations?${query}`);
}

/** One label, put on or taken off. */
export interface LabelChange {
  readonly label: string;
  readonly isOn: boolean;
}

/**
 * Says only what changes, so that labels given in another tab meanwhile stay. Kept alive, so that leaving the page right
 * after a choice does not undo it.
 */
export function saveLabel(address: string, { label, isOn }: LabelChange): Promise<Answer<SavedAnnotation>> {
  return ask(`${address}/labels`, { ...send('PATCH', isOn ? { add: [label] } : { remove: [label] }), keepalive: true });
}

/** @param basedOn date of the note that was read, null for none: `changed` where another is there by now */
export function saveNote(address: string, text: string, basedOn: string | null): Promise<Answer<SavedAnnotation>> {
  return ask(`${address}/note`, send('PUT', { text, basedOn }));
}
