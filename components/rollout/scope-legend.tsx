import marked from './marked-text.module.css';
import styles from './scope-legend.module.css';

const SCOPES = [
  { scope: 'thoughts', label: 'in a thought' },
  { scope: 'queries', label: 'in a tool call' },
  { scope: 'observations', label: 'in an observation' },
  { scope: 'answer', label: 'in the answer' },
] as const;

/** How mentions of gold entities are marked, by where they stand. */
export function ScopeLegend() {
  return (
    <p className={styles.legend}>
      <span>Entity mentioned</span>
      {SCOPES.map(({ scope, label }) => (
        <span key={scope} className={marked.mention} data-scope={scope}>
          {label}
        </span>
      ))}
    </p>
  );
}
