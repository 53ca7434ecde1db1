'use client';

import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useEffect } from 'react';
import { hrefWith } from '@/components/definitions/definition-parsers';
import type { RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { isTyping } from '@/components/shell/keyboard';
import { groupViewParsers } from './group-view-parsers';

interface GroupNeighboursProps {
  readonly place: RunPlace;
  /** Numbers of groups; null where there is none. */
  readonly previous: number | null;
  readonly next: number | null;
  readonly previousStep: number | null;
  readonly nextStep: number | null;
}

/** Address of another group of the run, with the orders in force here. */
function useGroupHref({ runId, definitions }: RunPlace): (group: number) => string {
  const [{ columns, rows }] = useQueryStates(groupViewParsers);
  const view = {
    columns: columns === groupViewParsers.columns.defaultValue ? '' : columns,
    rows: rows === groupViewParsers.rows.defaultValue ? '' : rows,
  };
  return (group) => hrefWith(`/runs/${runId}/groups/${group}`, definitions, view);
}

/** `n` and `p` go to the next and the previous group, `]` and `[` to the same question one step on and back. */
export function GroupNeighbours({ place, previous, next, previousStep, nextStep }: GroupNeighboursProps) {
  const router = useRouter();
  const hrefOf = useGroupHref(place);
  const links = [
    { key: 'p', label: 'Previous group', group: previous },
    { key: 'n', label: 'Next group', group: next },
    { key: '[', label: 'Step before', group: previousStep },
    { key: ']', label: 'Step after', group: nextStep },
  ].flatMap(({ group, ...link }) => (group === null ? [] : [{ ...link, href: hrefOf(group) }]));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const link = links.find(({ key }) => key === event.key);
      if (link === undefined || isTyping(event)) return;
      event.preventDefault();
      router.push(link.href);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return links.map(({ key, label, href }) => (
    <ButtonLink key={key} href={href}>
      {label}
    </ButtonLink>
  ));
}
