import type { OutcomeTone } from '@/components/outcome/outcomes';

interface Fill {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
}

/** How an area of each outcome is filled: always the same colour, the light amber and the unknown told by their edge. */
export const OUTCOME_FILL: Readonly<Record<OutcomeTone, Fill>> = {
  correct: { fill: 'var(--mark-correct)', stroke: 'var(--surface)', strokeWidth: 1 },
  'near-miss': { fill: 'var(--mark-near-miss)', stroke: 'var(--surface)', strokeWidth: 1 },
  partial: { fill: 'var(--mark-partial)', stroke: 'var(--mark-partial-edge)', strokeWidth: 1 },
  failure: { fill: 'var(--mark-failure)', stroke: 'var(--surface)', strokeWidth: 1 },
  wrong: { fill: 'var(--mark-wrong)', stroke: 'var(--surface)', strokeWidth: 1 },
  error: { fill: 'var(--mark-error)', stroke: 'var(--surface)', strokeWidth: 1 },
  unknown: { fill: 'var(--surface)', stroke: 'var(--mark-unknown)', strokeWidth: 1, strokeDasharray: '3 2' },
};
