import Link from 'next/link';
import { formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import styles from './label-list.module.css';

interface LabelListProps {
  readonly labels: readonly {
    readonly label: string;
    readonly name: string | null;
    readonly rollouts: number;
    readonly filter: string;
  }[];
  readonly place: RunPlace;
}

/** Labels that readers put on the rollouts of a run; each opens the rollouts that carry it. */
export function LabelList({ labels, place }: LabelListProps) {
  return (
    <section className={styles.card} aria-labelledby="labels-of-run">
      <h2 id="labels-of-run">Labels on rollouts of this run</h2>
      {labels.length === 0 ? (
        <p className={styles.none}>None yet. Open a rollout and press l to put one on it.</p>
      ) : (
        <ul className={styles.list}>
          {labels.map(({ label, name, rollouts, filter }) => (
            <li key={label}>
              <Link href={rolloutsHref(place, filter)} prefetch={false}>
                {name ?? label}
              </Link>{' '}
              <span className={styles.none}>{formatQuantity(rollouts, 'rollout')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
