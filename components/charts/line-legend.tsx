import styles from './line-legend.module.css';
import { LineSwatch, type LineLook } from './line-swatch';

/** Names the lines of a drawing. */
export function LineLegend({ lines }: { readonly lines: readonly (LineLook & { readonly label: string })[] }) {
  return (
    <ul className={styles.legend}>
      {lines.map((line, at) => (
        <li key={`${at} ${line.label}`}>
          <LineSwatch look={line} />
          <span className={styles.name}>{line.label}</span>
        </li>
      ))}
    </ul>
  );
}
