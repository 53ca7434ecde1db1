import Link from 'next/link';
import { compareHref, type ComparePath, type ComparePlace } from '@/components/compare/compare-place';
import { formatQuantity } from '@/components/format/format-number';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { RefreshWhile } from '@/components/states/refresh-while';
import { StatePanel } from '@/components/states/state-panel';
import { namedSides, type NamedSide } from '@/lib/api/compare/named-sides';
import type { ApiError } from '@/lib/api/problem';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './page.module.css';

interface CompareProblemProps {
  readonly problem: ApiError;
  readonly place: ComparePlace;
  readonly path?: ComparePath;
}

function nameOf({ name, runId, runName, steps }: NamedSide): string {
  return runName === null
    ? `Run ${runId} (${name}): not there`
    : sideLabel({ run: { id: runId, name: runName }, steps });
}

function Gone({ sides, place, path }: Pick<CompareProblemProps, 'place' | 'path'> & { sides: readonly NamedSide[] }) {
  const left = sides.filter(({ runName }) => runName !== null);
  const base = sides[place.baseline]?.name;
  const baseline = Math.max(
    0,
    left.findIndex(({ name }) => name === base),
  );
  const href = compareHref({ ...place, runs: left.map(({ name }) => name).join(','), baseline }, path);
  return (
    <>
      <p>It was deleted, or the address has a wrong number. The others are as they were.</p>
      <ul className={styles.sides}>
        {sides.map((side) => (
          <li key={side.name}>{nameOf(side)}</li>
        ))}
      </ul>
      <ButtonLink href={left.length < 2 ? `/compare?chosen=${left.map(({ runId }) => runId).join(',')}` : href}>
        {left.length < 2 ? 'Choose other runs' : `Compare the other ${formatQuantity(left.length, 'side')}`}
      </ButtonLink>
    </>
  );
}

/** Why runs cannot be compared, and what to do about it; on every page of a comparison. */
export async function CompareProblem({ problem, place, path = '' }: CompareProblemProps) {
  const sides = await namedSides(place.runs);
  const isWaiting = problem.code === 'run_not_computed';
  const titles: Readonly<Record<string, string>> = {
    run_not_found: 'A run of this comparison is not there',
    run_not_computed: 'The numbers of a run are on their way',
  };
  return (
    <>
      <PageHead trail={[{ label: 'Compare', href: '/compare' }]} title="Comparison" />
      <StatePanel
        kind={isWaiting ? 'empty' : 'error'}
        title={titles[problem.code] ?? 'These runs cannot be compared like this'}
      >
        <p>{problem.message}.</p>
        {isWaiting ? (
          <>
            <p>The page looks again every two seconds.</p>
            <RefreshWhile everyMs={2000} />
          </>
        ) : null}
        {problem.code === 'run_not_found' ? <Gone sides={sides} place={place} path={path} /> : null}
        {isWaiting || problem.code === 'run_not_found' ? null : (
          <p>
            <Link href={compareHref({ ...place, k: null, split: '' }, path)} prefetch={false}>
              Compare them over all questions
            </Link>{' '}
            or <Link href="/compare">choose other runs</Link>.
          </p>
        )}
      </StatePanel>
    </>
  );
}
