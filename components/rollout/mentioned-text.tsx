import styles from './transcript-view.module.css';
import { segmentText, type Mention } from './transcript';

interface MentionedTextProps {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly entityNames: readonly string[];
  readonly scope: 'thoughts' | 'queries' | 'observations' | 'answer' | null;
}

/** A text of a log with the entities it mentions marked. Only ever text: no markup and no link of it comes alive. */
export function MentionedText({ text, mentions, entityNames, scope }: MentionedTextProps) {
  return (
    <>
      {segmentText(text, mentions).map((segment) =>
        segment.entities.length === 0 ? (
          segment.text
        ) : (
          <mark
            key={segment.start}
            data-start={segment.start}
            className={styles.mention}
            data-scope={scope ?? undefined}
            data-tip={segment.entities.map((entity) => entityNames[entity] ?? `entity ${entity + 1}`).join(', ')}
          >
            {segment.text}
          </mark>
        ),
      )}
    </>
  );
}
