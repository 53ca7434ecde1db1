import { useId, type ReactNode } from 'react';
import styles from './side-panels.module.css';

interface PanelSectionProps {
  readonly title: string;
  /** What is seen, over what, and how to read it. */
  readonly about: ReactNode;
  readonly children: ReactNode;
}

/** One figure of the paper, of all sides beside each other. */
export function PanelSection({ title, about, children }: PanelSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <p className={styles.about}>{about}</p>
      {children}
    </section>
  );
}
