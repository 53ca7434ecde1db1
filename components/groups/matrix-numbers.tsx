import { useId } from 'react';
import { GLOSSARY, type GlossaryTerm } from '@/components/definitions/glossary';
import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatSigned,
  NOT_DEFINED,
} from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import type { AdvantageShift } from '@/lib/core/shape/advantage-shifts';
import type { GroupMember } from './group-member';
import styles from './group-matrix.module.css';
import { shiftWords } from './shift-words';

export interface MatrixColumn {
  readonly member: GroupMember;
  readonly shift: AdvantageShift | null;
  readonly href: string;
  readonly picked: boolean;
}

interface NumberRow {
  readonly label: string;
  readonly term?: GlossaryTerm;
  /** Null where it is not defined. */
  readonly read: (member: GroupMember) => string;
}

const NUMBER_ROWS: readonly NumberRow[] = [
  { label: 'Match rate γ', term: 'matchRate', read: ({ matchRate }) => wholePoints(matchRate) },
  {
    label: 'Normalised γ̂',
    term: 'matchRateNormalised',
    read: ({ matchRateNormalised }) => wholePoints(matchRateNormalised),
  },
  { label: 'Tool calls', read: ({ toolCalls }) => formatCount(toolCalls) },
  { label: 'Turns', read: ({ turns }) => formatCount(turns) },
  { label: 'GRPO reward', term: 'rewardGrpo', read: ({ rewardGrpo }) => formatDecimal(rewardGrpo) },
  { label: 'E-GRPO reward', term: 'rewardEGrpo', read: ({ rewardEGrpo }) => formatDecimal(rewardEGrpo) },
  { label: 'GRPO advantage', term: 'advantageGrpo', read: ({ advantageGrpo }) => formatSigned(advantageGrpo) },
];
/** What came after the last new entity is effort that found nothing more. */
const WASTE: NumberRow = {
  label: 'Turns after the last entity',
  read: ({ turns, turnsAfter }) =>
    turnsAfter === null ? NOT_DEFINED : `${formatCount(turnsAfter)}/${formatCount(turns)}`,
};
const LOGGED: NumberRow = { label: 'Logged reward', read: ({ rewardLogged }) => formatDecimal(rewardLogged) };

/** Per cent without decimals: columns are narrow, and a group has few entities. */
function wholePoints(fraction: number | null): string {
  return formatPercent(fraction).replace(/\.0%$/, '%');
}

interface MatrixEndProps {
  readonly columns: readonly MatrixColumn[];
  /** Whether rows end with what an entity separates: only where there are entities. */
  readonly withSeparation: boolean;
}

/** Empty cells under the four columns of what an entity separates, so that all rows of the grid are equally long. */
function EmptyEnd() {
  return (
    <>
      <td tabIndex={-1} className={styles.edge} />
      <td tabIndex={-1} />
      <td tabIndex={-1} />
      <td tabIndex={-1} />
    </>
  );
}

function RowHead({ label, term }: { readonly label: string; readonly term?: GlossaryTerm | undefined }) {
  const id = useId();
  if (term === undefined) {
    return (
      <th scope="row" tabIndex={-1}>
        {label}
      </th>
    );
  }
  return (
    <th scope="row" tabIndex={-1} data-tip={GLOSSARY[term]} aria-describedby={id} aria-label={label}>
      {label}
      <span id={id} hidden>
        {GLOSSARY[term]}
      </span>
    </th>
  );
}

function SeparationHeads() {
  return (
    <>
      <th scope="col" tabIndex={-1} className={styles.edge}>
        Right
      </th>
      <th scope="col" tabIndex={-1}>
        Wrong
      </th>
      <th scope="col" tabIndex={-1}>
        Diff.
      </th>
      <th scope="col" tabIndex={-1}>
        p
      </th>
    </>
  );
}

/** The heads of the columns: outcome and number of each rollout, leading to it. */
export function MatrixHead({ columns, withSeparation }: MatrixEndProps) {
  return (
    <thead>
      <tr>
        <th scope="col" tabIndex={-1}>
          Rollout
        </th>
        {columns.map(({ member, href, picked }, at) => (
          <th
            key={member.n}
            scope="col"
            // The one tab stop of the grid until a key moves it.
            tabIndex={at === 0 ? 0 : -1}
            data-tone={OUTCOME_WORDS[member.outcome].tone}
            data-picked={picked || undefined}
            aria-label={`Rollout ${member.rollout + 1}, ${OUTCOME_WORDS[member.outcome].label}${picked ? ', picked' : ''}`}
          >
            <a href={href} tabIndex={-1} className={styles.head}>
              <OutcomeMark tone={OUTCOME_WORDS[member.outcome].tone} />
              {member.rollout + 1}
            </a>
          </th>
        ))}
        {withSeparation ? <SeparationHeads /> : null}
      </tr>
    </thead>
  );
}

/** What changes an advantage, as a sign beside the number; in words for screen readers and below the pointer. */
function ShiftedAdvantage({ member, shift }: Pick<MatrixColumn, 'member' | 'shift'>) {
  const number = formatSigned(member.advantageEGrpo);
  const words = shift === null ? '' : shiftWords(shift);
  if (shift === null || words === '') return <td tabIndex={-1}>{number}</td>;
  const arrow = shift.rankMoves > 0 ? '▲' : shift.rankMoves < 0 ? '▼' : '';
  return (
    <td tabIndex={-1} aria-label={`${number}: from GRPO to E-GRPO ${words}`}>
      {number}
      <span className={styles.shift} aria-hidden="true" data-sign={shift.signChanges || undefined}>
        {shift.signChanges ? '±' : ''}
        {arrow}
      </span>
    </td>
  );
}

/** The numbers of each rollout above its entities, and the buttons that pick two for a comparison. */
export function MatrixNumbers({ columns, withSeparation }: MatrixEndProps) {
  const withLogged = columns.some(({ member }) => member.rewardLogged !== null);
  const effort = columns.some(({ member }) => member.turnsAfter !== null) ? [WASTE] : [];
  const logged = withLogged ? [LOGGED] : [];
  const rows = [...NUMBER_ROWS.slice(0, 4), ...effort, ...logged, ...NUMBER_ROWS.slice(4)];
  return (
    <tbody className={styles.numbers}>
      <tr>
        <RowHead label="Pick for comparison" />
        {columns.map(({ member, picked }) => (
          <td key={member.n} tabIndex={-1} aria-label={picked ? 'picked' : 'not picked'}>
            <button
              type="button"
              tabIndex={-1}
              className={styles.pick}
              data-pick={member.n}
              aria-pressed={picked}
              aria-label={`Pick rollout ${member.rollout + 1} for comparison`}
            />
          </td>
        ))}
        {withSeparation ? <EmptyEnd /> : null}
      </tr>
      {rows.map(({ label, term, read }) => (
        <tr key={label}>
          <RowHead label={label} term={term} />
          {columns.map(({ member }) => (
            <td key={member.n} tabIndex={-1}>
              {read(member)}
            </td>
          ))}
          {withSeparation ? <EmptyEnd /> : null}
        </tr>
      ))}
      <tr>
        <RowHead label="E-GRPO advantage" term="advantageEGrpo" />
        {columns.map(({ member, shift }) => (
          <ShiftedAdvantage key={member.n} member={member} shift={shift} />
        ))}
        {withSeparation ? <EmptyEnd /> : null}
      </tr>
    </tbody>
  );
}
