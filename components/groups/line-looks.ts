import type { OutcomeTone } from '@/components/outcome/outcomes';

/** How a line of each outcome is drawn: its dashes tell it apart without colour. */
export const LINE_LOOKS: Readonly<Record<OutcomeTone, { readonly stroke: string; readonly dash?: string }>> = {
  correct: { stroke: 'var(--mark-correct)' },
  'near-miss': { stroke: 'var(--mark-near-miss)', dash: '8 3' },
  partial: { stroke: 'var(--mark-partial-edge)', dash: '3 3' },
  failure: { stroke: 'var(--mark-failure)', dash: '1 3' },
  wrong: { stroke: 'var(--mark-wrong)', dash: '8 3 1 3' },
  error: { stroke: 'var(--mark-error)', dash: '12 4' },
  unknown: { stroke: 'var(--mark-unknown)', dash: '2 6' },
};

/** Size of the mark at the end of a line. */
export const MARK_PX = 13;

/** Equal lines are drawn above each other over at most this part of one entity. */
export const SPREAD = 0.15;
