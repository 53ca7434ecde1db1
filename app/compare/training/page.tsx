import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readComparePlace } from '@/app/compare/read-compare-place';
import { answerOf } from '@/app/route-params';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareHref } from '@/components/compare/compare-place';
import { CompareProblem } from '@/components/compare/compare-problem';
import { sideLabel } from '@/components/compare/side-label';
import { sideLooks } from '@/components/compare/side-look';
import { TrainingCharts } from '@/components/compare/training-charts';
import { TrainingControls } from '@/components/compare/training-controls';
import { TrainingNote } from '@/components/compare/training-note';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import { loadSides } from '@/lib/api/compare/load-sides';
import { sideFacts } from '@/lib/api/compare/side-facts';
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
  const training = await trainingOf(answer.value, place.definitions, over);
  const runs = training.sides.flatMap((side, at) => {
    const [fact, look] = [facts[at], looks[at]];
    if (fact === undefined || look === undefined) return [];
    // Of the three rewards one is drawn, and only that one is sent.
    const { rewards, ...columns } = side;
    return [{ runId: fact.run.id, label: sideLabel(fact), look, data: { ...columns, reward: rewards[reward] } }];
  });
  const isSplit = place.split !== '';
  return (
    <CompareFrame place={place} path="/training" sides={facts} shared={training.sharedQuestions}>
      <TrainingControls />
      <TrainingNote
        over={over}
        shared={training.sharedQuestions}
        isSplit={isSplit}
        isExact={training.sides.every(({ filterIsExact }) => filterIsExact)}
      />
      {over === 'shared' && training.sharedQuestions === 0 ? (
        <StatePanel kind="filtered" title="The runs share no question">
          <p>Over shared questions alone there is nothing to draw. Each run over all of its own can still be seen.</p>
          <ButtonLink href={compareHref(place, '/training')}>Draw all questions</ButtonLink>
        </StatePanel>
      ) : (
        <TrainingCharts runs={runs} definitions={place.definitions} over={over} reward={reward} />
      )}
    </CompareFrame>
  );
}
