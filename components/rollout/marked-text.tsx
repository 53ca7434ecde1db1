import type { ReactNode } from 'react';
import { hueOfEntity } from './entity-hue';
import styles from './marked-text.module.css';
import type { MarkedSegment } from './text-marks';
import { hasControls, VisibleText, withVisibleControls } from './visible-controls';

export type MarkScope = 'thoughts' | 'queries' | 'observations' | 'answer' | null;

/** What the marks of a span need to know. */
export interface MarkLook {
  readonly entityNames: readonly string[];
  /** Where the span stands; null where no entity is looked for. */
  readonly scope: MarkScope;
}

function namesOf(entities: readonly number[], names: readonly string[]): string {
  return entities.map((entity) => `${entity + 1} ${withVisibleControls(names[entity] ?? 'entity')}`).join(', ');
}

function visible(text: string): ReactNode {
  return hasControls(text) ? <VisibleText text={text} /> : text;
}

function MarkedPiece({ segment, look }: { readonly segment: MarkedSegment; readonly look: MarkLook }) {
  const { text, entities, found, isTag, start } = segment;
  const [first] = entities;
  if (first === undefined && found === null) {
    const shown = visible(text);
    return isTag ? <span className={styles.tag}>{shown}</span> : shown;
  }
  const isMention = first !== undefined;
  return (
    <mark
      className={isMention ? styles.mention : styles.match}
      data-start={start}
      data-entities={isMention ? entities.join(' ') : undefined}
      data-entity-hue={isMention ? hueOfEntity(first) : undefined}
      data-scope={(isMention ? look.scope : null) ?? undefined}
      data-found={found ?? undefined}
      data-number={isMention ? entities.map((entity) => entity + 1).join(' ') : undefined}
      data-tip={isMention ? namesOf(entities, look.entityNames) : undefined}
    >
      <VisibleText text={text} />
    </mark>
  );
}

interface MarkedTextProps {
  readonly segments: readonly MarkedSegment[];
  readonly look: MarkLook;
}

/** A stretch of a log's text with its mentions, matches and special tags. Only ever text: nothing of it comes alive. */
export function MarkedText({ segments, look }: MarkedTextProps) {
  return (
    <>
      {segments.map((segment) => (
        <MarkedPiece key={segment.start} segment={segment} look={look} />
      ))}
    </>
  );
}
