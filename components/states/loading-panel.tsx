import styles from './loading-panel.module.css';

/** Stands where a page or a part of it is on its way. */
export function LoadingPanel({ label, rows = 6 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div className={styles.panel} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.bar} />
      ))}
    </div>
  );
}
