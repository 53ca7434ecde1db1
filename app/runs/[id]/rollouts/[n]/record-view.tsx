import { formatCount } from '@/components/format/format-number';
import { RawRecord } from '@/components/rollout/raw-record';
import { ButtonLink } from '@/components/shell/button-link';
import styles from './page.module.css';

/** Characters of a record that the page shows; the rest is in the file. */
const SHOWN_CHARACTERS = 200_000;

interface RecordViewProps {
  readonly record: Readonly<Record<string, unknown>>;
  /** Where the whole record is answered as JSON. */
  readonly recordHref: string;
}

function Record({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      {text.length > SHOWN_CHARACTERS ? (
        <p className={styles.note}>
          The first {formatCount(SHOWN_CHARACTERS)} of {formatCount(text.length)} characters; the file has all.
        </p>
      ) : null}
      <RawRecord label={title} text={text.slice(0, SHOWN_CHARACTERS)} />
    </>
  );
}

/** The stored record; a text log's own text of the rollout stands before it. */
export function RecordView({ record, recordHref }: RecordViewProps) {
  const { raw_text: rawText, ...rest } = record;
  return (
    <>
      {typeof rawText === 'string' ? (
        <>
          <h2>Text of the log</h2>
          <Record title="Text of the log" text={rawText} />
        </>
      ) : null}
      <h2>Canonical record</h2>
      <p className={styles.note}>
        The rollout as Nearmiss stores it: every log, whatever its format, is read into these fields and turns
        {typeof rawText === 'string' ? '; its raw_text is the text above' : ''}.
      </p>
      <p>
        <ButtonLink href={recordHref} download>
          Record as a file
        </ButtonLink>
      </p>
      <Record title="Canonical record" text={JSON.stringify(rest, null, 2)} />
    </>
  );
}
