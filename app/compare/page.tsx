import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { orProblem } from '@/app/beside/or-problem';
import { StatePanel } from '@/components/states/state-panel';
import { listMatching, sharedWithoutSides } from '@/lib/api/compare/matching';
import { compareRuns } from '@/lib/api/compare/compare-runs';
import type { ComparePlace } from '@/components/compare/compare-place';
import { parseMetricIds } from '@/lib/core/compare-runs/metric-label';
import { parseSideNames } from '@/lib/core/compare-runs/side-name';
import { ChooseRuns } from './choose-runs';
import { CompareProblem } from './compare-problem';
import { Differences } from './differences';
import { readComparePlace, readIgnoredOfCompare } from './read-compare-place';
import { differencesSearchParams, loadDifferencesSearchParams, MATCHING_A_PAGE } from './search-params';

interface CompareRoute {
  readonly searchParams: Promise<SearchParams>;
}

export const metadata: Metadata = { title: 'Compare runs' };

function BadList({ runs }: { readonly runs: string }) {
  return (
    <StatePanel kind="error" title="The address names no sides that can be compared">
      <p>
        <code>runs={runs}</code> should be two to ten different sides with commas between them: a run by its number, and
        behind an @ the steps where not all are meant, such as <code>12,13@10..20,14@last</code>. Choose them here
        instead.
      </p>
    </StatePanel>
  );
}

/** What the page shows, read at once: the comparison, what leaving a side out would bring, a list of questions. */
async function readDifferences(place: ComparePlace, own: Awaited<ReturnType<typeof loadDifferencesSearchParams>>) {
  const { runs, baseline, k, split, definitions } = place;
  // The page says where the address names metrics that are none.
  const metrics = parseMetricIds(own.metrics) === null ? '' : own.metrics;
  const from = Math.max(0, own.from);
  const [comparison, without, matching] = await Promise.all([
    compareRuns({ runs, baseline, k, metrics, split }, definitions),
    sharedWithoutSides(runs, definitions),
    own.matching === null
      ? null
      : listMatching({ runs, class: own.matching, limit: MATCHING_A_PAGE, offset: from }, definitions),
  ]);
  return { comparison, without, matching, from };
}

export default async function ComparePage({ searchParams }: CompareRoute) {
  const [place, own] = await Promise.all([readComparePlace(searchParams), loadDifferencesSearchParams(searchParams)]);
  const names = parseSideNames(place.runs);
  if (names === null || names.length < 2) {
    const problem = names === null ? <BadList runs={place.runs} /> : null;
    return <ChooseRuns chosen={(names ?? []).map(({ runId }) => runId)} problem={problem} />;
  }
  const answer = await orProblem(readDifferences(place, own));
  if (answer.kind === 'problem') return <CompareProblem problem={answer.problem} place={place} />;
  const ignored = await readIgnoredOfCompare(searchParams, place, differencesSearchParams);
  return <Differences place={place} ignored={ignored} metrics={own.metrics} {...answer.value} />;
}
