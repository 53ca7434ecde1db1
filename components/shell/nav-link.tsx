'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import styles from './app-frame.module.css';

interface NavLinkProps {
  readonly href: string;
  /** `runs`: the start page and everything under /runs. */
  readonly match?: 'runs';
  readonly children: ReactNode;
}

/** A link of the main navigation that knows whether it is the current one. */
export function NavLink({ href, match, children }: NavLinkProps) {
  const path = usePathname();
  const current = match === 'runs' ? path === '/' || path.startsWith('/runs') : path.startsWith(href);
  return (
    <Link href={href} prefetch={false} className={styles.navLink} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}
