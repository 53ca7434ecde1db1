/** A rollout with what it answered. */
export interface AnsweringRollout {
  readonly n: number;
  readonly prediction: string | null;
}

/** Rollouts that gave one answer. */
export interface GivenAnswer<Rollout extends AnsweringRollout> {
  /** As the first of them wrote it, outer white space taken off; null where the log has no answer of theirs. */
  readonly text: string | null;
  readonly rollouts: readonly Rollout[];
}

/**
 * The answers of a group, the most frequent first, equally frequent ones as they first stand; rollouts without an
 * answer last. Answers are equal when they differ by nothing but case and white space: no judgement is made.
 */
export function groupAnswers<Rollout extends AnsweringRollout>(
  rollouts: readonly Rollout[],
): readonly GivenAnswer<Rollout>[] {
  const byKey = new Map<string, Rollout[]>();
  for (const rollout of rollouts) {
    const key = (rollout.prediction ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [rollout]);
    else same.push(rollout);
  }
  return [...byKey]
    .toSorted(([leftKey, left], [rightKey, right]) =>
      leftKey === '' || rightKey === '' ? Number(leftKey === '') - Number(rightKey === '') : right.length - left.length,
    )
    .map(([key, same]) => ({ text: key === '' ? null : (same[0]?.prediction?.trim() ?? null), rollouts: same }));
}
