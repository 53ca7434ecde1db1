import { ScrollFrame } from '@/components/table/scroll-frame';
import styles from './raw-record.module.css';

/** A record as text, nothing interpreted. */
export function RawRecord({ text }: { readonly text: string }) {
  return (
    <ScrollFrame label="Raw record">
      <pre className={styles.raw}>{text}</pre>
    </ScrollFrame>
  );
}
