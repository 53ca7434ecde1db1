import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { parseMoved, type MovedEnd } from '@/lib/core/compare-runs/moved-choice';
import type { QuestionOrder } from '@/lib/core/compare-runs/question-orders';

import { againstParameter } from './against';
import { compareHref, type ComparePlace } from './compare-place';

/** What the page of questions that moved shows. All of it stands in the URL. */
export interface MovedPlace {
  readonly compare: ComparePlace;
  /** Position of the side that is set against the baseline. */
  readonly against: number;
  readonly sort: QuestionOrder;
  /** What `parseMoved` reads; empty for all questions. */
  readonly moved: string;
  /** Part of a text or an id; empty for all. */
  readonly q: string;
}

/** The address of a state of the page; defaults stay out. */
export function movedHref(place: MovedPlace, change: Partial<Omit<MovedPlace, 'compare'>> = {}): string {
  const { compare, against, sort, moved, q } = { ...place, ...change };
  return compareHref(compare, '/questions', {
    against: againstParameter(against, compare),
    sort: sort === 'regression' ? '' : sort,
    moved,
    q,
  });
}

/** The list of the questions that moved so. A text that narrowed the list before is dropped: counts are of all questions. */
export function movedListHref(place: MovedPlace, moved: string): string {
  return `${movedHref(place, { moved, q: '' })}#questions`;
}

function endWords(end: MovedEnd): string {
  if (end === 'any') return 'Any outcome';
  return end === 'not_correct' ? 'Not correct' : OUTCOME_WORDS[end].label;
}

/** A choice of moves in words: `Near-miss → Correct`. */
export function movedWords(moved: string): string {
  const choice = parseMoved(moved);
  switch (choice?.kind) {
    case undefined:
      return 'All questions';
    case 'kept':
      return 'Outcome kept';
    case 'otherwise':
      return 'Moved, correct on neither side';
    case 'ends':
      return `${endWords(choice.from)} → ${endWords(choice.to)}`;
  }
}
