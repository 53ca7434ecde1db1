import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';

/** The definitions in force and the version of the metrics, in one sentence for downloads. */
function definitionsLine({ matcher, scope, threshold, alpha, std, epsilon }: Definitions): string {
  return `Definitions: matcher ${matcher} in ${scope}, τ = ${threshold}, α = ${alpha}, ${std} standard deviation, ε = ${epsilon}; metrics version ${METRICS_VERSION}.`;
}

/** What the charts of a run, or of one of its groups, were computed from, for downloads. */
export function runLine(
  { runId, definitions }: { readonly runId: number; readonly definitions: Definitions },
  group?: number,
): string {
  return `Run ${runId}${group === undefined ? '' : `, group ${group}`}. ${definitionsLine(definitions)}`;
}

/** What a comparison is of, for downloads. @param labels the sides with their steps, as `sideLabel` has them */
export function comparedLine(
  sides: readonly { readonly label: string; readonly runId: number }[],
  {
    baseline,
    split,
    definitions,
  }: { readonly baseline: number; readonly split: string; readonly definitions: Definitions },
): string {
  const named = sides.map(({ label, runId }, at) => `${label} (run ${runId}${at === baseline ? ', baseline' : ''})`);
  return `Compared: ${named.join('; ')}. Split: ${split === '' ? 'all' : split}. ${definitionsLine(definitions)}`;
}
