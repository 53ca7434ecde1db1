import { useId, type ReactNode } from 'react';
import styles from './run-section.module.css';

interface RunSectionProps {
  /** The question the section answers. */
  readonly title: string;
  readonly numbers?: ReactNode;
  readonly children: ReactNode;
}

/** One question about a run: its numbers first, the charts beside them. */
export function RunSection({ title, numbers, children }: RunSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body} data-numbers={numbers !== undefined || undefined}>
        {numbers}
        <div className={styles.charts}>{children}</div>
      </div>
    </section>
  );
}
