import { RawRecord } from '@/components/rollout/raw-record';
import styles from './page.module.css';

/** The stored record; a text log's own text of the rollout stands before it. */
export function RecordView({ record }: { readonly record: Readonly<Record<string, unknown>> }) {
  const { raw_text: rawText, ...rest } = record;
  return (
    <>
      {typeof rawText === 'string' ? (
        <>
          <h2>Text of the log</h2>
          <RawRecord label="Text of the log" text={rawText} />
        </>
      ) : null}
      <h2>Canonical record</h2>
      <p className={styles.note}>
        What was read from the log, in this product’s own format
        {typeof rawText === 'string' ? '; its raw_text is the text above' : ''}.
      </p>
      <RawRecord label="Canonical record" text={JSON.stringify(rest, null, 2)} />
    </>
  );
}
