import { Button, Popover } from '@mantine/core';
import { FILTER_FIELDS } from '@/lib/core/filter/filter-fields';
import styles from './filter-box.module.css';

const COMBINED = [
  { filter: 'outcome:near_miss tools:<=4', means: 'Both must hold; AND says the same' },
  { filter: 'outcome:partial,failure', means: 'Either value' },
  { filter: 'signal:revived OR sign:flipped', means: 'Either condition; OR binds weaker than a space' },
  { filter: '-outcome:correct advantageegrpo:>0', means: 'Minus or NOT turns a condition round' },
  { filter: 'step:1 (seen:"Titanic" OR missing:"Titanic")', means: 'Brackets group' },
  { filter: '"treaty of"', means: 'Words of the question; brackets, commas and AND in a text need quotes' },
  { filter: 'rate:(0.2..0.4]', means: 'A range without its lower end; none means not defined' },
] as const;

function Examples({ rows }: { readonly rows: readonly { readonly filter: string; readonly means: string }[] }) {
  return (
    <tbody>
      {rows.map(({ filter, means }) => (
        <tr key={filter}>
          <th scope="row">
            <code>{filter}</code>
          </th>
          <td>{means}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** How to write a filter: what combines conditions, and every field with an example. */
export function FilterHelp() {
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md" width="min(560px, 94vw)">
      <Popover.Target>
        <Button size="xs" variant="subtle">
          How to filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="How to filter" className={styles.help}>
        <div className={styles.helpScroll} tabIndex={0} role="group" aria-label="Parts of a filter">
          <table>
            <caption>Conditions together</caption>
            <Examples rows={COMBINED} />
          </table>
          <table>
            <caption>Fields</caption>
            <Examples rows={FILTER_FIELDS.map(({ example, means }) => ({ filter: example, means }))} />
          </table>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
