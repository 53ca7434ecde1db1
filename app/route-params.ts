import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { ApiError } from '@/lib/api/problem';

/** What Next hands to a page. */
export interface RouteProps<Params> {
  readonly params: Promise<Params>;
  readonly searchParams: Promise<SearchParams>;
}

const WHOLE_NUMBER = /^\d{1,9}$/;

/** A number in a route's path; anything else is an address at which nothing stands. */
export function routeNumber(text: string): number {
  if (!WHOLE_NUMBER.test(text)) notFound();
  return Number(text);
}

/** Waits for what a service reads; a thing that does not exist becomes the not-found page. */
export async function orNotFound<Value>(value: Promise<Value>): Promise<Value> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) notFound();
    throw error;
  }
}

/** A service's answer, or the expected failure it reports, for pages that can still show something then. */
export type Answer<Value> =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'problem'; readonly problem: ApiError };

export async function answerOf<Value>(value: Promise<Value>): Promise<Answer<Value>> {
  try {
    return { kind: 'value', value: await value };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404) notFound();
    return { kind: 'problem', problem: error };
  }
}
