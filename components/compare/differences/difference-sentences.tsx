import { LineSwatch } from '@/components/charts/line-swatch';
import { sideLooks } from '@/components/compare/side-look';
import type { Comparison } from '@/lib/core/compare-runs/comparison';
import { verdictWords } from '@/lib/core/compare-runs/difference-details';
import { differenceWords, goodnessOf } from '@/lib/core/compare-runs/difference-words';
import { metricLabel, metricOf } from '@/lib/core/compare-runs/metric-label';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './differences.module.css';

/** What each side's difference to the baseline comes to, in words: accuracy where it is shown, else the first metric. */
export function DifferenceSentences({ comparison }: { readonly comparison: Comparison }) {
  const { metrics, sides, baseline, tests, k } = comparison;
  const numbers = metrics.find(({ metric }) => metric === 'accuracy') ?? metrics[0];
  const base = sides[baseline];
  if (numbers === undefined || base === undefined) return null;
  const metric = metricOf(numbers.metric);
  const looks = sideLooks(sides.map(({ run }) => run.id));
  return (
    <section aria-labelledby="in-words" className={styles.part}>
      <h2 id="in-words">
        {metricLabel(numbers.metric, k)} against {sideLabel(base)}
      </h2>
      <ul className={styles.sentences}>
        {sides.map((side, at) => {
          const difference = numbers.differences[at] ?? null;
          if (difference === null) return null;
          const goodness = goodnessOf(metric, difference);
          return (
            <li key={side.name} className={styles.sentence}>
              <LineSwatch look={looks[at]} />
              <span>
                <strong className={styles.subject}>{sideLabel(side)}</strong>{' '}
                <span className={styles.verdict} data-goodness={goodness ?? undefined} aria-hidden="true">
                  {verdictWords(difference).sign}
                </span>{' '}
                {differenceWords(metric, difference, { questions: numbers.questions, tests })}
                {goodness === null ? '' : ` (${goodness})`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
