import { ApiError } from '@/lib/api/problem';

/** What a service answers, or the failure it expects: this page says of every one what to do. */
type Outcome<Value> =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'problem'; readonly problem: ApiError };

export async function orProblem<Value>(answer: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { kind: 'value', value: await answer };
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'problem', problem: error };
    throw error;
  }
}
