import type { ReactNode } from 'react';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import type { GlossaryTerm } from '@/components/definitions/glossary';
import styles from './number-list.module.css';

export interface NamedNumber {
  readonly name: string;
  readonly term: GlossaryTerm;
  readonly value: ReactNode;
  /** What the number is computed over, or what it is made of. */
  readonly note: ReactNode;
  /** The number the section is about. */
  readonly lead?: boolean;
}

/** The numbers of a section, the leading one large. */
export function NumberList({ numbers }: { readonly numbers: readonly NamedNumber[] }) {
  return (
    <dl className={styles.list}>
      {numbers.map((number) => (
        <div key={number.name} className={styles.number} data-lead={number.lead === true || undefined}>
          <dt>
            <DefinitionHint term={number.term}>{number.name}</DefinitionHint>
          </dt>
          <dd className={styles.value}>{number.value}</dd>
          <dd className={styles.note}>{number.note}</dd>
        </div>
      ))}
    </dl>
  );
}
