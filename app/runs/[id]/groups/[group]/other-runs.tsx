import { hrefWith } from '@/components/definitions/definition-parsers';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { OtherRunsTable } from '@/components/groups/other-runs-table';
import type { RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import { listOtherRuns } from '@/lib/api/related-groups';
import { OTHER_RUNS_A_PAGE } from '@/lib/api/schemas/related-group';
import styles from './page.module.css';

interface OtherRunsProps {
  readonly place: RunPlace;
  readonly group: number;
  readonly from: number;
}

/** The question of a group in other runs; read after the rest of the page, since each of them may have to be scored. */
export async function OtherRuns({ place, group, from }: OtherRunsProps) {
  const { runId, definitions } = place;
  const { items, total } = await listOtherRuns(runId, group, { definitions, offset: from });
  const hrefFrom = (first: number) =>
    `${hrefWith(`/runs/${runId}/groups/${group}`, definitions, { runsFrom: first === 0 ? '' : String(first) })}#other-runs`;
  if (total === 0) {
    return (
      <StatePanel kind="empty" title="No other run asks this question" level={3}>
        <p>Runs are joined by the question’s id where their texts agree, else by its text.</p>
      </StatePanel>
    );
  }
  return (
    <>
      <p className={styles.note}>
        {formatQuantity(total, 'other run asks', 'other runs ask')} this question, newest first, under the definitions
        in force here.
        {items.length < total
          ? ` Shown: ${formatCount(Math.min(from + 1, total))} to ${formatCount(from + items.length)}; the others were not computed.`
          : ''}
      </p>
      <OtherRunsTable rows={items} definitions={definitions} />
      {items.length < total ? (
        <div className={styles.pages}>
          {from > 0 ? <ButtonLink href={hrefFrom(Math.max(0, from - OTHER_RUNS_A_PAGE))}>Newer runs</ButtonLink> : null}
          {from + items.length < total ? (
            <ButtonLink href={hrefFrom(from + OTHER_RUNS_A_PAGE)}>Older runs</ButtonLink>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
