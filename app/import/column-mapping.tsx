'use client';

import { Button } from '@mantine/core';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ColumnMapping, MappedField } from '@/lib/import/mapping/column-mapping';
import { ChoiceSelect } from './choice-select';
import styles from './column-mapping.module.css';
import { changeMapping, columnChoices, columnExample, FIELD_WORDS, FIELDS_SHOWN, usesOfColumns } from './run-choices';

interface ColumnMappingProps {
  readonly run: PreviewRun;
  /** What was chosen; null where nothing was, and what is suggested stands in the lists. */
  readonly mapping: ColumnMapping | null;
  readonly onChange: (mapping: ColumnMapping) => void;
  readonly disabled: boolean;
}

interface FieldListProps {
  readonly run: PreviewRun;
  readonly mapping: ColumnMapping;
  readonly fields: typeof FIELD_WORDS;
  readonly onPick: (field: MappedField, column: string) => void;
  readonly disabled: boolean;
}

function FieldList({ run, mapping, fields, onPick, disabled }: FieldListProps) {
  return (
    <div className={styles.fields}>
      {fields.map(({ field, label, hint }) => {
        const column = mapping[field];
        const example = column === undefined ? null : columnExample(run, column);
        return (
          <div key={field} className={styles.field}>
            <ChoiceSelect
              isLabelled
              label={label}
              hint={hint}
              disabled={disabled}
              value={column ?? ''}
              choices={columnChoices(run, column, 'none')}
              onChange={(chosen) => onPick(field, chosen)}
            />
            {example === null ? null : <p className={styles.example}>{example}</p>}
          </div>
        );
      })}
    </div>
  );
}

/** The first rows of the table; columns in use stand first, under what they are used as. */
function FirstRows({ run, mapping }: { readonly run: PreviewRun; readonly mapping: ColumnMapping }) {
  const uses = usesOfColumns(mapping);
  const paths = run.columns.map(({ path }) => path);
  const columns = [...paths.filter((path) => uses.has(path)), ...paths.filter((path) => !uses.has(path))];
  if (run.rows.length === 0) return null;
  return (
    <ScrollFrame label="First rows of the table">
      <table className={styles.rows}>
        <thead>
          <tr>
            {columns.map((path) => (
              <th key={path} scope="col" data-used={uses.has(path)}>
                <span className={styles.use}>{uses.get(path) ?? 'not used'}</span>
                <code>{path}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.rows.map((row, index) => (
            <tr key={index}>
              {columns.map((path) => (
                <td key={path} data-used={uses.has(path)}>
                  <span className={styles.value}>{Object.hasOwn(row, path) ? row[path] : '–'}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Which column of a table is what: for tables of no known format, or where the user knows better. */
export function ColumnMappingForm({ run, mapping: chosen, onChange, disabled }: ColumnMappingProps) {
  const mapping = chosen ?? run.suggestedMapping;
  const pick = (field: MappedField, column: string) => onChange(changeMapping(mapping, field, column));
  const suggested = Object.keys(run.suggestedMapping).length;
  const byName = suggested === 0 ? '' : ' What their names suggest is chosen already.';
  return (
    <div className={styles.mapping} role="group" aria-label="Columns by hand">
      <p className={styles.words}>
        {chosen === null
          ? `No known format. Say what its columns hold.${byName}`
          : 'Its columns are read as chosen here; what follows changes with every choice.'}
      </p>
      <FieldList
        run={run}
        mapping={mapping}
        fields={FIELD_WORDS.slice(0, FIELDS_SHOWN)}
        onPick={pick}
        disabled={disabled}
      />
      <details className={styles.more}>
        <summary>Further columns</summary>
        <FieldList
          run={run}
          mapping={mapping}
          fields={FIELD_WORDS.slice(FIELDS_SHOWN)}
          onPick={pick}
          disabled={disabled}
        />
      </details>
      {chosen === null ? (
        <div>
          <Button size="xs" disabled={disabled} onClick={() => onChange(mapping)}>
            Read it with these columns
          </Button>
        </div>
      ) : null}
      <FirstRows run={run} mapping={mapping} />
    </div>
  );
}
