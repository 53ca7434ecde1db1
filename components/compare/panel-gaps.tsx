import Link from 'next/link';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import type { PanelGap } from '@/lib/core/compare-runs/panel-gap';
import styles from './side-panels.module.css';

/** A side and why nothing of it can be drawn. */
export interface SideGap {
  readonly label: string;
  readonly gap: PanelGap;
}

interface PanelGapsProps {
  readonly gaps: readonly SideGap[];
  readonly over: ComparedOver;
}

function reasonOf(gap: PanelGap, over: ComparedOver): string {
  const which = over === 'shared' ? 'shared question' : 'question';
  switch (gap) {
    case 'no_rollouts':
      return `no rollout of a ${which}`;
    case 'no_entities':
      return `no ${which} has gold entities`;
    case 'no_outcome':
      return 'no rollout of a question with gold entities has a known outcome';
  }
}

function namedReasons({ gaps, over }: PanelGapsProps): string {
  return gaps.map(({ label, gap }) => `${label} (${reasonOf(gap, over)})`).join(', ');
}

/** In the place of all panels: why none of the sides can be drawn, and what to do. */
export function NoPanels(props: PanelGapsProps) {
  const { gaps, over } = props;
  const lacksEntities = gaps.some(({ gap }) => gap === 'no_entities');
  const which = over === 'shared' ? 'the questions that all of them share' : 'their questions';
  return (
    <StatePanel
      kind="empty"
      title={
        gaps.every(({ gap }) => gap === 'no_entities')
          ? `None of these runs has gold entities for ${which}`
          : 'Nothing of these runs can be drawn here'
      }
    >
      <p>
        Every panel sets how many gold entities a rollout found against whether it was right.
        {gaps.every(({ gap }) => gap === 'no_entities') ? '' : ` Not drawn: ${namedReasons(props)}.`}
        {lacksEntities
          ? ' Upload the gold entities, and the numbers are computed anew; the logs need not be uploaded again.'
          : ' Import a log that says which rollouts are right.'}
      </p>
      <ButtonLink href={lacksEntities ? '/entities' : '/import'} look="primary">
        {lacksEntities ? 'Upload gold entities' : 'Import a log'}
      </ButtonLink>
    </StatePanel>
  );
}

/** Which sides have no panels, where others do. */
export function SidesWithoutPanels(props: PanelGapsProps) {
  if (props.gaps.length === 0) return null;
  return (
    <p className={`in-text ${styles.about}`}>
      Without panels: {namedReasons(props)}.{' '}
      {props.gaps.some(({ gap }) => gap === 'no_entities') ? <Link href="/entities">Upload gold entities</Link> : null}
    </p>
  );
}
