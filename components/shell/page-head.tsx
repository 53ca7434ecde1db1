import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  /** The way down to this page, outermost first. */
  readonly trail?: readonly { readonly label: string; readonly href: string }[];
  readonly title: ReactNode;
  /** One line under the title: what is shown here. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a page: where it is, its one heading, what can be done. */
export function PageHead({ trail = [], title, note, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {trail.length > 0 ? (
          <nav aria-label="Breadcrumb">
            <ol className={styles.trail}>
              {trail.map((step) => (
                <li key={step.href}>
                  <Link href={step.href} prefetch={false}>
                    {step.label}
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <h1 className={styles.title}>{title}</h1>
        {note === undefined ? null : <p className={styles.note}>{note}</p>}
      </div>
      {actions === undefined ? null : (
        <div className={styles.actions} data-print="omit">
          {actions}
        </div>
      )}
    </header>
  );
}
