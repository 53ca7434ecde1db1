'use client';

import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import styles from './app-frame.module.css';

/** Switches between light and dark; the choice is kept in this browser. */
export function ColourSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={`Use the ${other} theme`}
      onClick={() => setColorScheme(other)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </button>
  );
}
