import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readComparePlace, readIgnoredOfCompare } from '@/app/compare/read-compare-place';
import { answerOf } from '@/app/route-params';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareHref } from '@/components/compare/compare-place';
import { CompareProblem } from '@/components/compare/compare-problem';
import { NothingToDraw } from '@/components/compare/nothing-to-draw';
import { sideLabel } from '@/components/compare/side-label';
import { sideLooks } from '@/components/compare/side-look';
import { TrainingCharts } from '@/components/compare/training-charts';
import { TrainingControls } from '@/components/compare/training-controls';
import { TrainingNote } from '@/components/compare/training-note';
import { trainingDataParsers, trainingLookParsers } from '@/components/compare/training-parsers';
import { loadSides } from '@/lib/api/compare/load-sides';
import { sideFacts } from '@/lib/api/compare/side-facts';
import { splitsThereAre } from '@/lib/api/compare/splits-of-sides';
import { trainingOf } from '@/lib/api/compare/training';
import { loadTrainingSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Runs over training' };

interface TrainingPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function TrainingPage(props: TrainingPageProps) {
  const place = await readComparePlace(props.searchParams);
  const { over, reward } = await loadTrainingSearchParams(props.searchParams);
  const answer = await answerOf(loadSides(place.runs, place.definitions));
  if (answer.kind === 'problem') {
    return <CompareProblem code={answer.problem.code} message={answer.problem.message} />;
  }
  const facts = sideFacts(answer.value);
  const looks = sideLooks(facts.map(({ run }) => run.id));
  const { split } = place;
  const [training, splits] = await Promise.all([
    trainingOf(answer.value, place.definitions, { over, split }),
    splitsThereAre(answer.value),
  ]);
  const runs = training.sides.flatMap((side, at) => {
    const [fact, look] = [facts[at], looks[at]];
    if (fact === undefined || look === undefined) return [];
    // Of the three rewards one is drawn, and only that one is sent.
    const { rewards, ...columns } = side;
    return [{ runId: fact.run.id, label: sideLabel(fact), look, data: { ...columns, reward: rewards[reward] } }];
  });
  const ignored = await readIgnoredOfCompare(props.searchParams, place, {
    ...trainingDataParsers,
    ...trainingLookParsers,
  });
  const { sharedQuestions } = training;
  const isNothing =
    over === 'shared' ? sharedQuestions === 0 : split !== '' && runs.every(({ data }) => data.rollouts === 0);
  return (
    <CompareFrame {...{ place, ignored }} path="/training" sides={facts} shared={answer.value.shared[0]?.length ?? 0}>
      <TrainingControls splits={splits.length > 1 ? splits : []} />
      <TrainingNote
        over={over}
        shared={sharedQuestions}
        split={split}
        isExact={training.sides.every(({ filterIsExact }) => filterIsExact)}
      />
      {isNothing ? (
        <NothingToDraw
          over={over}
          split={split}
          allSplitsHref={compareHref({ ...place, split: '' }, '/training', over === 'all' ? {} : { over })}
          allQuestionsHref={compareHref(place, '/training')}
        />
      ) : (
        <TrainingCharts runs={runs} definitions={place.definitions} over={over} split={split} reward={reward} />
      )}
    </CompareFrame>
  );
}
