import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './button-link.module.css';

interface ButtonLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly look?: 'plain' | 'primary';
  /** A file of the API rather than a page. */
  readonly download?: boolean;
}

/** A link that looks like a button. */
export function ButtonLink({ href, children, look = 'plain', download = false }: ButtonLinkProps) {
  const className = look === 'primary' ? `${styles.button} ${styles.primary}` : styles.button;
  if (download) {
    return (
      <a href={href} className={className} download>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={className} prefetch={false}>
      {children}
    </Link>
  );
}
