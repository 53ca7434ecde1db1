import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { readComparePlace, readIgnoredOfCompare } from '@/app/compare/read-compare-place';
import { answerOf } from '@/app/route-params';
import { CONTRAST_READING } from '@/components/charts/contrast-reading';
import { ChartProvenance } from '@/components/charts/chart-provenance';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { CompareProblem } from '@/components/compare/compare-problem';
import { NothingToDraw } from '@/components/compare/nothing-to-draw';
import { PanelControls } from '@/components/compare/panel-controls';
import { NoPanels, SidesWithoutPanels } from '@/components/compare/panel-gaps';
import { PanelNote } from '@/components/compare/panel-note';
import { ContrastNumbers, CorrelationNumbers, SeparationNumbers } from '@/components/compare/panel-numbers';
import { panelParsers } from '@/components/compare/panel-parsers';
import { PanelSection } from '@/components/compare/panel-section';
import { sideLabel } from '@/components/compare/side-label';
import { sideLooks } from '@/components/compare/side-look';
import { AccuracyPanels, ContrastPanels, SeparationPanels } from '@/components/compare/side-panels';
import { SCOPE_LABELS } from '@/components/definitions/glossary';
import { LoadingPanel } from '@/components/states/loading-panel';
import { loadSides, type LoadedSides } from '@/lib/api/compare/load-sides';
import { panelsOf } from '@/lib/api/compare/panels';
import { sideFacts } from '@/lib/api/compare/side-facts';
import { sharedInSplit, splitsThereAre } from '@/lib/api/compare/splits-of-sides';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import { loadPanelSearchParams } from './search-params';
import { TextSection } from './text-section';

export const metadata: Metadata = { title: 'Match rate and accuracy of runs' };

interface PanelsPageProps {
  readonly searchParams: Promise<SearchParams>;
}

type PanelState = Awaited<ReturnType<typeof loadPanelSearchParams>>;

export default async function PanelsPage(props: PanelsPageProps) {
  const place = await readComparePlace(props.searchParams);
  const state = await loadPanelSearchParams(props.searchParams);
  const answer = await answerOf(loadSides(place.runs, place.definitions));
  if (answer.kind === 'problem') {
    return <CompareProblem code={answer.problem.code} message={answer.problem.message} />;
  }
  const loaded = answer.value;
  const { split } = place;
  const [places, splits] = await Promise.all([sharedInSplit(loaded, split), splitsThereAre(loaded)]);
  const shared = places.length;
  const ignored = await readIgnoredOfCompare(props.searchParams, place, panelParsers);
  return (
    <CompareFrame
      {...{ place, ignored }}
      path="/panels"
      sides={sideFacts(loaded)}
      shared={loaded.shared[0]?.length ?? 0}
    >
      <PanelControls splits={splits.length > 1 ? splits : []} />
      {state.over === 'shared' && shared === 0 ? (
        <Nothing place={place} over={state.over} />
      ) : (
        <Panels place={place} loaded={loaded} shared={shared} {...state} />
      )}
    </CompareFrame>
  );
}

function Nothing({ place, over }: { readonly place: ComparePlace; readonly over: ComparedOver }) {
  return (
    <NothingToDraw
      over={over}
      split={place.split}
      allSplitsHref={compareHref({ ...place, split: '' }, '/panels', over === 'shared' ? {} : { over })}
      allQuestionsHref={compareHref(place, '/panels', { over: 'all' })}
    />
  );
}

interface PanelsProps extends PanelState {
  readonly place: ComparePlace;
  readonly loaded: LoadedSides;
  /** Questions that all sides share, of the split. */
  readonly shared: number;
}

async function Panels({ place, loaded, shared, over, against }: PanelsProps) {
  const { definitions, split } = place;
  const panels = await panelsOf(loaded, { over, split });
  const facts = sideFacts(loaded);
  const looks = sideLooks(facts.map(({ run }) => run.id));
  const names = facts.flatMap((fact, at) => {
    const look = looks[at];
    return look === undefined ? [] : [{ runId: fact.run.id, label: sideLabel(fact), look }];
  });
  const sides = names.flatMap((name, at) => {
    const data = panels[at];
    return data === undefined ? [] : [{ ...name, data }];
  });
  const gaps = sides.flatMap(({ label, data: { gap } }) => (gap === null ? [] : [{ label, gap }]));
  if (split !== '' && gaps.length === sides.length && gaps.every(({ gap }) => gap === 'no_rollouts')) {
    return <Nothing place={place} over={over} />;
  }
  if (gaps.length === sides.length) return <NoPanels gaps={gaps} over={over} />;
  const scope = SCOPE_LABELS[definitions.scope].toLowerCase();
  // Tables have a row for each side, with the reason in it; panels of nothing would only push the others apart.
  const runs = sides.flatMap(({ runId, label, data }) => (data.gap === null ? [{ runId, label, data }] : []));
  return (
    <ChartProvenance
      line={`Over ${over === 'all' ? 'all questions of each run' : 'the questions that all runs share'}.`}
    >
      <PanelNote over={over} shared={shared} isExact={sides.every(({ data }) => data.filterIsExact)} split={split} />
      <SidesWithoutPanels gaps={gaps} over={over} />
      <PanelSection
        title="On the same question, do correct rollouts find more? (Fig. 1, upper right)"
        about={`Each mark is where questions stand: mean match rate γ in the ${scope} of their correct rollouts against that of their wrong ones, over questions that have both. ${CONTRAST_READING} The paper counts 1,939 questions on which correct rollouts found more and 487 on which wrong ones did.`}
      >
        <ContrastNumbers sides={sides} />
        <ContrastPanels
          definitions={definitions}
          runs={runs.map(({ data, ...run }) => ({ ...run, data: { contrast: data.contrast } }))}
        />
      </PanelSection>
      <PanelSection
        title="How far do correct and wrong rollouts lie apart? (Fig. 1, lower right)"
        about={`Share of the correct and of the wrong rollouts at each normalised match rate γ̂ in the ${scope}. AUROC is the chance that a correct rollout has the higher γ̂, ties one half: 0.5 is no separation. Wrong rollouts from the dashed line to the right are near-misses. Bins and axes are the same for all runs.`}
      >
        <SeparationNumbers sides={sides} />
        <SeparationPanels
          definitions={definitions}
          runs={runs.map(({ data, ...run }) => ({ ...run, data: { separation: data.separation } }))}
        />
      </PanelSection>
      <PanelSection
        title="Does finding more go with being right?"
        about={
          <>
            Accuracy of the rollouts in each bin of match rates, and the correlation of γ with being correct. Pooled
            ones mix hard and easy questions; within questions takes out each question’s own means. Intervals of
            correlations are bootstraps over questions; that of accuracy is 95% over questions. Those of single bins are
            Wilson’s, which takes rollouts for independent. Both by step are under{' '}
            <Link href={compareHref(place, '/training')}>Over training</Link> (Fig. 3).
          </>
        }
      >
        <CorrelationNumbers sides={sides} />
        <AccuracyPanels
          definitions={definitions}
          runs={runs.map(({ data, ...run }) => ({
            ...run,
            data: { accuracy: data.accuracy, accuracyByRate: data.accuracyByRate },
          }))}
        />
      </PanelSection>
      <PanelSection
        title="Thoughts alone, or the whole trajectory? (Fig. 5)"
        about="γ̂ by the text that is searched for entities. Anywhere is the whole trajectory: an entity counts where it stands in a thought, a query, an observation or the answer. Entities that were read and never taken up move wrong rollouts to the right there; the AUROC says how much less they are told apart. Bins and axes are the same in all of these."
      >
        <Suspense fallback={<LoadingPanel label="Reading where entities were found" />}>
          <TextSection
            loaded={loaded}
            choice={{ over, split }}
            against={against}
            names={names}
            drawn={panels.map(({ gap }) => gap === null)}
            definitions={definitions}
          />
        </Suspense>
      </PanelSection>
    </ChartProvenance>
  );
}
