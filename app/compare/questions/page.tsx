import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readComparePlace, readIgnoredOfCompare } from '@/app/compare/read-compare-place';
import { answerOf } from '@/app/route-params';
import { againstOf } from '@/components/compare/against';
import { AgainstSwitch } from '@/components/compare/against-switch';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { MovedHeadline } from '@/components/compare/moved-headline';
import { movedHref, type MovedPlace } from '@/components/compare/moved-place';
import { sideLabel } from '@/components/compare/side-label';
import { SolvedCalls } from '@/components/compare/solved-calls';
import { TransitionFlow } from '@/components/compare/transition-flow';
import { TransitionMatrix } from '@/components/compare/transition-matrix';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { loadSides } from '@/lib/api/compare/load-sides';
import { listMovedQuestions } from '@/lib/api/compare/moved-questions';
import { sideFacts } from '@/lib/api/compare/side-facts';
import { readTransitions } from '@/lib/api/compare/transitions';
import styles from './page.module.css';
import { QuestionsClient } from './questions-client';
import { loadMovedSearchParams, movedSearchParams, QUESTIONS_A_PAGE } from './search-params';

export const metadata: Metadata = { title: 'What moved' };

interface MovedRoute {
  readonly searchParams: Promise<SearchParams>;
}

async function readMovedPlace(searchParams: Promise<SearchParams>, compare: ComparePlace) {
  const { against, sort, moved, q, from } = await loadMovedSearchParams(searchParams);
  const place: MovedPlace = {
    compare,
    against: againstOf(against, compare),
    sort,
    moved,
    q: q.slice(0, 200),
  };
  return { place, from: Math.max(0, from) };
}

async function readMoved(place: MovedPlace, from: number) {
  const { compare, against, sort, moved, q } = place;
  const { runs, baseline, split, definitions } = compare;
  const pair = { runs, baseline, against, split, definitions };
  const loaded = await loadSides(runs, definitions);
  const [transitions, list] = await Promise.all([
    readTransitions(pair),
    listMovedQuestions({ ...pair, sort, moved, q, limit: QUESTIONS_A_PAGE, offset: from }),
  ]);
  return { sides: sideFacts(loaded), shared: loaded.shared[0]?.length ?? 0, transitions, list };
}
type Moved = Awaited<ReturnType<typeof readMoved>>;

function NothingShared({ place }: { readonly place: ComparePlace }) {
  if (place.split !== '') {
    return (
      <StatePanel kind="filtered" title={`No shared question is in the split “${place.split}”`}>
        <ButtonLink href={compareHref({ ...place, split: '' }, '/questions')}>All splits</ButtonLink>
      </StatePanel>
    );
  }
  return (
    <StatePanel kind="empty" title="These runs share no question">
      <p>
        Questions are the same by id, else by their text; what moved is told of those that all sides have. Leave a run
        out, compare other steps, or see under Differences which questions each side has.
      </p>
      <ButtonLink href={compareHref(place)}>Differences</ButtonLink>
    </StatePanel>
  );
}

function MovedBody({ moved, place }: { readonly moved: Moved; readonly place: MovedPlace }) {
  const { sides, transitions, list } = moved;
  const { baseline, against, shared } = transitions;
  const labels = { baseline: sideLabel(baseline), against: sideLabel(against) };
  return (
    <>
      <MovedHeadline
        moves={transitions.moves}
        questions={shared}
        rollouts={transitions.rollouts}
        place={place}
        labels={labels}
        sides={sides.length}
      />
      <div className={styles.charts}>
        <section className={styles.matrix} aria-labelledby="matrix">
          <h3 id="matrix">Outcome on the baseline, and on the other side</h3>
          <TransitionMatrix transitions={transitions} questions={shared} place={place} labels={labels} />
          <SolvedCalls
            saving={transitions.toolCallsBothSolve}
            place={place.compare}
            labels={labels}
            sides={sides.length}
          />
        </section>
        <TransitionFlow transitions={transitions} questions={shared} place={place} labels={labels} />
      </div>
      <QuestionsClient
        place={place}
        list={list}
        sides={{
          definitions: place.compare.definitions,
          baseline: { runId: baseline.run.id, label: labels.baseline },
          against: { runId: against.run.id, label: labels.against },
        }}
      />
    </>
  );
}

export default async function MovedPage(props: MovedRoute) {
  const compare = await readComparePlace(props.searchParams);
  if (!compare.runs.includes(',')) {
    return (
      <>
        <PageHead trail={[{ label: 'Runs', href: '/' }]} title="Comparison" />
        <StatePanel kind="empty" title="Choose two runs or more">
          <p>What moved is told between runs that were asked the same questions, or between steps of one run.</p>
          <ButtonLink href={compareHref(compare)} look="primary">
            Choose the runs
          </ButtonLink>
        </StatePanel>
      </>
    );
  }
  const { place, from } = await readMovedPlace(props.searchParams, compare);
  const answer = await answerOf(readMoved(place, from));
  if (answer.kind === 'problem') {
    return (
      <>
        <PageHead trail={[{ label: 'Runs', href: '/' }]} title="Comparison" />
        <StatePanel kind="error" title="These runs cannot be compared">
          <p>{answer.problem.message}</p>
          <ButtonLink href={compareHref({ ...compare, runs: '' })}>Choose other runs</ButtonLink>
        </StatePanel>
      </>
    );
  }
  const ignored = await readIgnoredOfCompare(props.searchParams, compare, movedSearchParams);
  const { sides, shared, transitions } = answer.value;
  return (
    <CompareFrame place={compare} ignored={ignored} path="/questions" sides={sides} shared={shared}>
      <AgainstSwitch
        sides={sides}
        baseline={compare.baseline}
        against={place.against}
        hrefOf={(against) => movedHref(place, { against })}
      />
      {transitions.shared === 0 ? <NothingShared place={compare} /> : <MovedBody moved={answer.value} place={place} />}
    </CompareFrame>
  );
}
