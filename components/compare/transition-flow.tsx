'use client';

import { ChartFrame } from '@/components/charts/chart-frame';
import type { ChartTable } from '@/components/charts/chart-table';
import { lateParts } from '@/components/charts/late-parts';
import { MATCHER_LABELS, SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { formatMoved } from '@/lib/core/compare-runs/moved-choice';
import type { OutcomeTransitions } from '@/lib/core/compare-runs/outcome-transitions';
import { METRICS_VERSION } from '@/lib/core/rewards/definitions';
import { movedListHref, movedWords, type MovedPlace } from './moved-place';

interface TransitionFlowProps {
  readonly transitions: Pick<OutcomeTransitions, 'outcomes' | 'cells'>;
  readonly questions: number;
  readonly place: MovedPlace;
  /** What the two sides are called. */
  readonly labels: { readonly baseline: string; readonly against: string };
}

const HEIGHT_PX = 300;

const TRANSITION_PARTS = lateParts(() => import('./transition-bands'));

function tableOf({ transitions, questions, place }: TransitionFlowProps): ChartTable {
  return {
    columns: ['Baseline to other side', 'Questions', 'Share'],
    rows: transitions.cells.map(({ from, to, questions: count }) => {
      const moved = formatMoved({ kind: 'ends', from, to });
      const cells = [formatCount(count), formatPercent(count / questions)];
      const values = [count, count / questions];
      return { key: moved, label: movedWords(moved), cells, values, href: movedListHref(place, moved) };
    }),
  };
}

function splitWords({ compare: { split } }: MovedPlace): string {
  return split === '' ? '' : ` of the split ${split}`;
}

/** What the outcomes rest on, since a downloaded picture stands alone. */
function definitionWords({ compare: { definitions } }: MovedPlace): string {
  const { threshold, matcher, scope } = definitions;
  const found = `${MATCHER_LABELS[matcher].toLowerCase()} in ${SCOPE_LABELS[scope].toLowerCase()}`;
  return `Near-miss from τ = ${threshold}, ${found}; metrics version ${METRICS_VERSION}.`;
}

/** Questions as they flow from their outcome on the baseline to that on the other side. */
export function TransitionFlow(props: TransitionFlowProps) {
  const { transitions, questions, place, labels } = props;
  return (
    <ChartFrame
      drawnWith={TRANSITION_PARTS}
      id="outcome-flow"
      title="Flow of outcomes"
      heightPx={HEIGHT_PX}
      summary={`From ${labels.baseline} (left, baseline) to ${labels.against} (right). A band is as wide as its number of questions and has the colour of the outcome it leads to; pale bands kept their outcome.`}
      basis={`n = ${formatQuantity(questions, 'question')}${splitWords(place)}. ${definitionWords(place)}`}
      table={tableOf(props)}
      colourKey={transitions.outcomes.map(({ outcome }) => ({
        label: OUTCOME_WORDS[outcome].label,
        colour: `var(--mark-${OUTCOME_WORDS[outcome].tone})`,
      }))}
    >
      {({ TransitionBands }) => <TransitionBands transitions={transitions} place={place} heightPx={HEIGHT_PX} />}
    </ChartFrame>
  );
}
