'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { RATE_NAMES, RATE_WORDS } from './rate-name';
import styles from './rate-switch.module.css';

/** Which match rate the charts show, kept in the URL. */
export function useRate() {
  return useQueryState('rate', parseAsStringLiteral(RATE_NAMES).withDefault('matchRate'));
}

/** Switches the charts between γ and γ̂. */
export function RateSwitch() {
  const [rate, setRate] = useRate();
  return (
    <div className={styles.switch} role="group" aria-label="Match rate shown">
      {RATE_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.choice}
          aria-pressed={name === rate}
          onClick={() => void setRate(name)}
        >
          {RATE_WORDS[name].label}
        </button>
      ))}
    </div>
  );
}
