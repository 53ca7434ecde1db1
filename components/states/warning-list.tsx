import styles from './warning-list.module.css';

interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Doubts about the gold entities of a question. */
export function WarningList({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Doubts about the gold entities">
      {warnings.map((warning, index) => (
        <li key={index}>{warning.message}</li>
      ))}
    </ul>
  );
}
