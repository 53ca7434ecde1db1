import { ScrollFrame } from '@/components/table/scroll-frame';
import styles from './raw-record.module.css';
import { VisibleText } from './visible-controls';

/** A record as text, nothing interpreted. */
export function RawRecord({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <ScrollFrame label={label}>
      <pre className={styles.raw}>
        <VisibleText text={text} />
      </pre>
    </ScrollFrame>
  );
}
