import Link from 'next/link';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import { Estimate } from '@/components/estimate/estimate';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount } from '@/components/format/format-number';
import { groupHref, runHref, type RunPlace } from '@/components/runs/run-place';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { GroupFacts } from '@/lib/core/shape/group-facts';
import styles from './group-table.module.css';
import type { GroupAtStep } from './step-lines';

export interface OtherRunRow {
  readonly run: { readonly id: number; readonly name: string };
  readonly joinedBy: 'id' | 'text';
  /** Null while the numbers of the run are being computed. */
  readonly groups: number | null;
  readonly latest: GroupAtStep | null;
  readonly all: GroupFacts | null;
}

interface OtherRunsTableProps {
  readonly rows: readonly OtherRunRow[];
  readonly definitions: RunPlace['definitions'];
}

const JOINED_BY = { id: 'question id', text: 'question text' } as const;
const NO_OUTCOMES = 'no outcome is known.';
const NO_WRONG = 'no rollout with gold entities is wrong without an error.';
const NO_ENTITIES = 'the question has no gold entities there.';

/** Accuracy, near-miss share, match rate and tool calls of some rollouts. */
function FactCells({ facts }: { readonly facts: GroupFacts }) {
  return (
    <>
      <td className="number">
        <Estimate estimate={facts.accuracy} kind="percent" missingBecause={NO_OUTCOMES} focusable={false} />
      </td>
      <td className="number">
        <Estimate estimate={facts.nearMissShare} kind="percent" missingBecause={NO_WRONG} focusable={false} />
      </td>
      <td className="number">
        <PlainNumber value={facts.matchRateMean} kind="percent" missingBecause={NO_ENTITIES} />
      </td>
      <td className="number">
        <PlainNumber value={facts.matchRateMax} kind="percent" missingBecause={NO_ENTITIES} />
      </td>
      <td className="number">
        <PlainNumber value={facts.toolCallsMean} kind="decimal" missingBecause="there are no rollouts." />
      </td>
    </>
  );
}

function Row({ row, definitions }: { readonly row: OtherRunRow; readonly definitions: RunPlace['definitions'] }) {
  const place = { runId: row.run.id, definitions };
  return (
    <tr>
      <th scope="row">
        <Link href={runHref(place)} prefetch={false} className={styles.answer}>
          {row.run.name}
        </Link>
      </th>
      <td>{JOINED_BY[row.joinedBy]}</td>
      {row.latest === null || row.all === null ? (
        <td colSpan={8} className={styles.none}>
          {row.groups === null ? 'its numbers are being computed; load the page again in a moment' : 'no rollouts'}
        </td>
      ) : (
        <>
          <td>
            <Link href={groupHref(place, row.latest.group)} prefetch={false}>
              {row.latest.step === null ? `group ${row.latest.group}` : `step ${row.latest.step}`}
            </Link>
          </td>
          <td className="number">{formatCount(row.latest.size)}</td>
          <FactCells facts={row.latest} />
          <td className="number">
            <Estimate estimate={row.all.accuracy} kind="percent" missingBecause={NO_OUTCOMES} focusable={false} /> of{' '}
            {formatCount(row.all.size)}
          </td>
        </>
      )}
    </tr>
  );
}

/** What other runs made of the question: their group at their latest step, and all their rollouts of it. */
export function OtherRunsTable({ rows, definitions }: OtherRunsTableProps) {
  return (
    <ScrollFrame label="The question in other runs">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Joined by</th>
            <th scope="col">Latest group</th>
            <th scope="col" className="number">
              Rollouts
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="accuracy">Accuracy</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="nearMissShare">Near-misses</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="matchRate">γ mean</DefinitionHint>
            </th>
            <th scope="col" className="number">
              γ max
            </th>
            <th scope="col" className="number">
              Tool calls
            </th>
            <th scope="col" className="number">
              Accuracy, all steps
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.run.id} row={row} definitions={definitions} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
