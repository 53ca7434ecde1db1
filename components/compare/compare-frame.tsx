import Link from 'next/link';
import type { ReactNode } from 'react';
import { ChartProvenance } from '@/components/charts/chart-provenance';
import { comparedLine } from '@/components/charts/provenance-words';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { formatQuantity } from '@/components/format/format-number';
import { PageHead } from '@/components/shell/page-head';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import styles from './compare-frame.module.css';
import { COMPARE_PAGES, compareHref, type ComparePath, type ComparePlace } from './compare-place';
import { SavedComparisonsMenu } from './saved-comparisons-menu';
import { sideLabel } from './side-label';
import { SideStrip, type BaselineChoice } from './side-strip';

interface CompareFrameProps {
  readonly place: ComparePlace;
  readonly path: ComparePath;
  /** Parameters of the address that are no such values. */
  readonly ignored: readonly string[];
  readonly sides: readonly ComparedSideFacts[];
  /** Questions that all sides share. */
  readonly shared: number;
  /** How another baseline is taken, where the page can do it without being read anew. */
  readonly baselineChoice?: BaselineChoice;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function noteOf(sides: readonly ComparedSideFacts[], shared: number, split: string): string {
  const isOnce = new Set(sides.map(({ run }) => run.id)).size === sides.length;
  const narrowed = split === '' ? '' : `, narrowed to the split ${split}`;
  const named = formatQuantity(sides.length, isOnce ? 'run' : 'side');
  if (shared === 0) return `${named} that share no question${narrowed}`;
  return `${named} over the ${formatQuantity(shared, 'question')} that all of them share${narrowed}`;
}

/** Around every page of a comparison: what is compared over what, its pages, and the definitions in force. */
export function CompareFrame(props: CompareFrameProps) {
  const { place, path, sides, shared, baselineChoice, actions, children } = props;
  const named = sides.map((side) => ({ label: sideLabel(side), runId: side.run.id }));
  return (
    <>
      <PageHead
        trail={[{ label: 'Compare', href: '/compare' }]}
        title="Comparison"
        note={noteOf(sides, shared, place.split)}
        actions={
          <>
            {actions}
            <SavedComparisonsMenu />
          </>
        }
      />
      <nav className={styles.nav} aria-label="Pages of the comparison">
        {COMPARE_PAGES.map((page) => (
          <Link
            key={page.path}
            href={compareHref(place, page.path)}
            prefetch={false}
            className={styles.link}
            aria-current={page.path === path ? 'page' : undefined}
          >
            {page.label}
          </Link>
        ))}
      </nav>
      <div className={styles.stack}>
        <SideStrip place={place} sides={sides} {...(baselineChoice === undefined ? {} : { baselineChoice })} />
        <DefinitionControls ignored={props.ignored} />
        <ChartProvenance line={comparedLine(named, place)}>{children}</ChartProvenance>
      </div>
    </>
  );
}
