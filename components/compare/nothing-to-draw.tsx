import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';

interface NothingToDrawProps {
  readonly over: ComparedOver;
  /** Empty where nothing is narrowed. */
  readonly split: string;
  /** The same page over all splits, and over all questions of each run. */
  readonly allSplitsHref: string;
  readonly allQuestionsHref: string;
}

/** In the place of curves or panels: no question is left of those that were chosen. */
export function NothingToDraw({ over, split, allSplitsHref, allQuestionsHref }: NothingToDrawProps) {
  if (split !== '') {
    const whose = over === 'shared' ? 'No question that all runs share' : 'No question of any run';
    return (
      <StatePanel kind="filtered" title={`${whose} is in the split “${split}”`}>
        <p>Splits are those that the logs name for their questions.</p>
        <ButtonLink href={allSplitsHref}>All splits</ButtonLink>
      </StatePanel>
    );
  }
  return (
    <StatePanel kind="filtered" title="The runs share no question">
      <p>Over shared questions there is nothing to draw. Each run over all of its own can still be seen.</p>
      <ButtonLink href={allQuestionsHref}>Draw all questions</ButtonLink>
    </StatePanel>
  );
}
