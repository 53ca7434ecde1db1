'use client';

import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { memo, useCallback, useDeferredValue, useMemo } from 'react';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareParsers } from '@/components/compare/compare-parsers';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { CompareControls } from '@/components/compare/differences/compare-controls';
import { DifferenceSentences } from '@/components/compare/differences/difference-sentences';
import { MatchingList } from '@/components/compare/differences/matching-list';
import { MetricDifferences } from '@/components/compare/differences/metric-differences';
import { NumbersTable } from '@/components/compare/differences/numbers-table';
import { OverlapTable } from '@/components/compare/differences/overlap-table';
import { TakeAway } from '@/components/compare/differences/take-away';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { StatePanel } from '@/components/states/state-panel';
import type { Matching } from '@/lib/api/schemas/compare-matching';
import { withoutSide } from '@/lib/core/compare-runs/change-sides';
import type { Comparison } from '@/lib/core/compare-runs/comparison';
import { parseMetricIds } from '@/lib/core/compare-runs/metric-label';
import { narrowingSide } from '@/lib/core/compare-runs/shared-without';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './page.module.css';
import { MATCHING_A_PAGE } from './search-params';
import { useBaseline } from './use-baseline';

interface DifferencesProps {
  readonly place: ComparePlace;
  /** Parameters of the address that are no such values. */
  readonly ignored: readonly string[];
  /** As the address names them. */
  readonly metrics: string;
  readonly comparison: Comparison;
  /** For each side, how many questions the others would share. */
  readonly without: readonly number[];
  readonly matching: Matching | null;
  readonly from: number;
}

/** Address of a call of the API with the parameters of this page. */
function apiHref(path: string, { runs, baseline, k, split, definitions }: ComparePlace, metrics: string): string {
  return hrefWith(path, definitions, {
    runs,
    baseline: baseline === 0 ? '' : String(baseline),
    k: k === null ? '' : String(k),
    split,
    metrics: parseMetricIds(metrics) === null ? '' : metrics,
  });
}

/** Sides without a rollout, and parameters of the address that name nothing. */
function Doubts({ comparison, metrics }: Pick<DifferencesProps, 'comparison' | 'metrics'>) {
  const empty = comparison.sides.filter(({ rollouts }) => rollouts === 0);
  const isUnread = parseMetricIds(metrics) === null;
  if (empty.length === 0 && !isUnread) return null;
  return (
    <div role="alert" className={styles.alert}>
      {empty.map((side) => (
        <p key={side.name}>
          {sideLabel(side)} has no rollout
          {side.steps === null ? '.' : ' at these steps: choose others for it above.'}
        </p>
      ))}
      {isUnread ? <p>The address names “{metrics}”, which are no metrics: all are shown.</p> : null}
    </div>
  );
}

/** Why nothing can be compared, and what to do about it. */
function NothingShared({ comparison, place }: Pick<DifferencesProps, 'comparison' | 'place'>) {
  const { questions, sides, split } = comparison;
  const isEmpty = sides.some(({ rollouts }) => rollouts === 0);
  return (
    <StatePanel kind="empty" title="No question stands on every side">
      <p>
        {isEmpty
          ? 'A side without rollouts shares nothing. '
          : `Of ${formatQuantity(questions.partly + questions.unmatched + questions.ambiguous, 'question')} ${formatCount(questions.partly)} are on some sides, ${formatCount(questions.unmatched)} on one only and ${formatCount(questions.ambiguous)} could be the same as several. `}
        A difference between runs needs questions that all of them were asked.
      </p>
      <p>
        {split === null
          ? 'Choose other runs or steps above, or leave one out. Ids and texts of questions are in the lists below: if the same questions have other ids and other words, they are not recognised.'
          : `The comparison is narrowed to the split ${split}: `}
        {split === null ? null : (
          <Link href={compareHref({ ...place, split: '' })} prefetch={false}>
            take all questions
          </Link>
        )}
      </p>
    </StatePanel>
  );
}

/** Differences between runs: in words, how their questions overlap, all numbers, one metric drawn and by split. */
export function Differences({ place: placeAtFirst, ignored, metrics, comparison: given, ...lists }: DifferencesProps) {
  const { comparison, isPending, problem, setBaseline, prepare } = useBaseline(
    given,
    useCallback(
      (baseline: number) => apiHref('/api/v1/compare', { ...placeAtFirst, baseline }, metrics),
      [placeAtFirst, metrics],
    ),
  );
  const { questions, baseline } = comparison;
  // The chart's metric changes without asking the server, and the links to other pages keep it.
  const [metric] = useQueryState('metric', compareParsers.metric);
  const place = useMemo(() => ({ ...placeAtFirst, baseline, metric }), [placeAtFirst, baseline, metric]);
  return (
    <CompareFrame
      place={place}
      path=""
      ignored={ignored}
      sides={given.sides}
      shared={questions.shared}
      baselineChoice={{ isPending, onChoose: setBaseline, onNear: prepare }}
      actions={
        <TakeAway
          tableHref={apiHref('/api/v1/compare/table', place, metrics)}
          jsonHref={apiHref('/api/v1/compare', place, metrics)}
        />
      }
    >
      <Doubts comparison={comparison} metrics={metrics} />
      {problem === null ? null : (
        <p role="alert" className={styles.alert}>
          The other baseline could not be taken: {problem} The numbers are against the one before.
        </p>
      )}
      {questions.shared === 0 ? (
        <NothingShared comparison={comparison} place={place} />
      ) : (
        <DifferenceSentences comparison={comparison} />
      )}
      <Overlap place={place} comparison={comparison} {...lists} />
      {questions.shared === 0 ? null : <Numbers comparison={comparison} place={place} />}
    </CompareFrame>
  );
}

/** How the questions of the sides match, and those of one kind as a list. */
const Overlap = memo(function Overlap({
  place,
  comparison: { sides, questions },
  without,
  matching,
  from,
}: Omit<DifferencesProps, 'metrics' | 'ignored'>) {
  const narrowing = narrowingSide(questions.shared, without);
  const wider = narrowing === null ? null : compareHref({ ...place, ...withoutSide(place, narrowing.side) });
  return (
    <>
      <OverlapTable place={place} sides={sides} questions={questions} narrowing={narrowing} widerHref={wider} />
      {matching === null ? null : (
        <MatchingList place={place} matching={matching} from={from} pageSize={MATCHING_A_PAGE} />
      )}
    </>
  );
});

/** All numbers, then one metric drawn and by split. */
function Numbers(props: Pick<DifferencesProps, 'comparison' | 'place'>) {
  const { comparison } = props;
  // The numbers do not wait for the drawing of one of them.
  const drawn = useDeferredValue(props);
  const { splits, k, tests } = comparison;
  return (
    <>
      <section aria-labelledby="numbers" className={styles.numbers}>
        <h2 id="numbers">All numbers</h2>
        <CompareControls k={k} splits={splits.flatMap(({ split }) => split ?? [])} tests={tests} />
        <NumbersTable comparison={comparison} />
        <p className={styles.note}>
          Every question weighs the same here, whatever its number of rollouts; on the page of a run rollouts do. The
          near-miss share alone is over all wrong rollouts together. Brackets are 95% intervals over questions, each for
          itself; p is after Holm over {formatQuantity(tests, 'test')}: equal differences of several metrics count as
          one test, those in which no question differs as none. A difference counts as shown where its interval leaves
          zero out and p is below 0.05; △ and ▽ are those whose own interval leaves zero out, but not p after Holm.
          Point at a number, or go there with the arrow keys, for what stands behind it; Details writes it into every
          cell.
        </p>
      </section>
      <MetricDifferences {...drawn} />
    </>
  );
}
