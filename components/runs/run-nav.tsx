'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import styles from './run-nav.module.css';
import {
  groupsHref,
  questionsHref,
  rolloutsHref,
  runEntitiesHref,
  runHref,
  searchHref,
  type RunPlace,
} from './run-place';

const SECTIONS = [
  { path: '', label: 'Overview', hrefOf: runHref },
  { path: '/groups', label: 'Groups', hrefOf: (place: RunPlace) => groupsHref(place, '') },
  { path: '/rollouts', label: 'Rollouts', hrefOf: (place: RunPlace) => rolloutsHref(place, '') },
  { path: '/questions', label: 'Questions', hrefOf: (place: RunPlace) => questionsHref(place) },
  { path: '/entities', label: 'Entities', hrefOf: runEntitiesHref },
  { path: '/search', label: 'Search', hrefOf: (place: RunPlace) => searchHref(place, '') },
] as const;

function isCurrent(pathname: string, base: string, path: string): boolean {
  return path === '' ? pathname === base : pathname.startsWith(`${base}${path}`);
}

/** The ways to look at a run, on each of its pages. Definitions in the URL go along. */
export function RunNav({ runId, name }: { readonly runId: number; readonly name: string }) {
  const pathname = usePathname();
  const [definitions] = useQueryStates(definitionParsers);
  return (
    <nav className={styles.nav} aria-label={`Pages of the run ${name}`}>
      {SECTIONS.map(({ path, label, hrefOf }) => (
        <Link
          key={path}
          href={hrefOf({ runId, definitions })}
          prefetch={false}
          className={styles.link}
          aria-current={isCurrent(pathname, `/runs/${runId}`, path) ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
