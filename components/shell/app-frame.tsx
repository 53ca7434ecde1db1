import Link from 'next/link';
import type { ReactNode } from 'react';
import { TipLayer } from '@/components/tip/tip-layer';
import styles from './app-frame.module.css';
import { ColourSchemeToggle } from './colour-scheme-toggle';
import { DropAnywhere } from './drop-anywhere';
import { NavLink } from './nav-link';
import { ShortcutsHelp } from './shortcuts-help';

/** The frame of every page: one slim bar on top, so that dense tables have the full width. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <header className={styles.bar} data-print="omit">
        <Link href="/" className={styles.name} prefetch={false}>
          <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.6" fill="none" stroke="var(--mark-correct)" strokeWidth="1.8" />
            <path d="M8 1.4a6.6 6.6 0 1 1-6.6 6.6H8z" fill="var(--mark-near-miss)" />
          </svg>
          Nearmiss
        </Link>
        <nav aria-label="Main" className={styles.nav}>
          <NavLink href="/" match="runs">
            Runs
          </NavLink>
          <NavLink href="/compare">Compare</NavLink>
          <NavLink href="/import">Import</NavLink>
          <NavLink href="/entities">Entities</NavLink>
          <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer" className={styles.plainLink}>
            API
          </a>
        </nav>
        <div className={styles.tools}>
          <ShortcutsHelp />
          <ColourSchemeToggle />
        </div>
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        {children}
      </main>
      <DropAnywhere />
      <TipLayer />
    </div>
  );
}
