import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { ImportDesk } from '@/app/import/import-desk';
import { orNotFound } from '@/app/route-params';
import { formatCount, formatQuantity, formatTime } from '@/components/format/format-number';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { listEntitySets, listUnjoinedQuestions } from '@/lib/api/entity-sets';
import { listRuns } from '@/lib/api/runs';
import type { EntitySetItem } from '@/lib/api/schemas/entity-set';
import { DeleteEntitySet } from './delete-entity-set';
import styles from './page.module.css';
import { loadEntitiesSearchParams, UNJOINED_A_PAGE } from './search-params';

export const metadata: Metadata = { title: 'Entities' };

const MOST_SETS = 100;
const MOST_RUNS = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function Unjoined({ setId, from }: { readonly setId: string; readonly from: number }) {
  if (!UUID.test(setId)) notFound();
  const page = await orNotFound(listUnjoinedQuestions(setId, { limit: UNJOINED_A_PAGE, offset: from }));
  const pageHref = (start: number) => `/entities?set=${setId}${start === 0 ? '' : `&from=${start}`}#unjoined`;
  return (
    <section aria-labelledby="unjoined" className={styles.section}>
      <h2 id="unjoined">Questions of this set that no run asks: {formatCount(page.total)}</h2>
      {page.items.length === 0 ? (
        <p className={styles.note}>Every question of the set was joined.</p>
      ) : (
        <>
          <ScrollFrame label="Questions that no run asks">
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">Id</th>
                  <th scope="col">Question</th>
                  <th scope="col">Entities</th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((question, index) => (
                  <tr key={index}>
                    <td>{question.questionId ?? '–'}</td>
                    <td>{question.question ?? '–'}</td>
                    <td>{question.entities.join(' · ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollFrame>
          <nav aria-label="Pages of unjoined questions" className={styles.pages}>
            {from > 0 ? <ButtonLink href={pageHref(Math.max(0, from - UNJOINED_A_PAGE))}>Previous</ButtonLink> : null}
            {page.nextCursor === null ? null : <ButtonLink href={pageHref(from + UNJOINED_A_PAGE)}>Next</ButtonLink>}
          </nav>
        </>
      )}
    </section>
  );
}

/** Questions of a run that a set gives entities to, of all it asks where that is known. */
function joinedWords(joined: number, all: number | undefined): string {
  if (all === undefined) return formatQuantity(joined, 'question');
  return `${formatCount(joined)} of ${formatQuantity(all, 'question')}`;
}

interface EntitySetsProps {
  readonly sets: readonly EntitySetItem[];
  /** Runs by id; one that is not there is named by its number. */
  readonly runs: ReadonlyMap<number, { readonly name: string; readonly questions: number }>;
}

function EntitySets({ sets, runs }: EntitySetsProps) {
  return (
    <ScrollFrame label="Table of entity sets">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="number">
              Questions
            </th>
            <th scope="col" className="number">
              Entities
            </th>
            <th scope="col">In force in</th>
            <th scope="col">Unjoined</th>
            <th scope="col">Stored</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.id}>
              <th scope="row" className={styles.file}>
                {set.filename} <span className={styles.note}>{set.format}</span>
              </th>
              <td className="number">{formatCount(set.questions)}</td>
              <td className="number">{formatCount(set.entities)}</td>
              <td>
                {set.runs.length === 0
                  ? 'no run'
                  : set.runs.map((run) => (
                      <span key={run.runId} className={`in-text ${styles.run}`}>
                        <Link href={`/runs/${run.runId}`} prefetch={false}>
                          {runs.get(run.runId)?.name ?? `Run ${run.runId}`}
                        </Link>
                        : {joinedWords(run.questions, runs.get(run.runId)?.questions)}
                      </span>
                    ))}
              </td>
              <td>
                <Link
                  href={`/entities?set=${set.id}#unjoined`}
                  prefetch={false}
                  aria-label={`List the unjoined questions of ${set.filename}`}
                >
                  List
                </Link>
              </td>
              <td>{formatTime(set.createdAt)}</td>
              <td>
                <DeleteEntitySet id={set.id} filename={set.filename} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

export default async function EntitiesPage(props: { readonly searchParams: Promise<SearchParams> }) {
  const { set, from } = await loadEntitiesSearchParams(props.searchParams);
  const [sets, runs] = await Promise.all([listEntitySets({ limit: MOST_SETS }), listRuns({ limit: MOST_RUNS })]);
  const runsById = new Map(runs.items.map((run) => [run.id, run]));
  return (
    <>
      <PageHead
        title="Gold entities"
        note="Entities join questions by id, else by their text; the newest set that has a question wins. Runs that ask the questions are computed anew, whichever came first."
      />
      <div className={styles.stack}>
        <ImportDesk endedImports={0} uploads={[]} />
        <section aria-labelledby="sets" className={styles.section}>
          <h2 id="sets">Entity sets</h2>
          {sets.items.length === 0 ? (
            <StatePanel kind="empty" title="No entity sets yet" level={3}>
              <p>
                One line per question: <code>{'{"question": "…", "entities": ["…", "…"]}'}</code>, or a CSV with the
                columns question and entity, or a HotpotQA file.
              </p>
            </StatePanel>
          ) : (
            <EntitySets sets={sets.items} runs={runsById} />
          )}
        </section>
        {set === null ? null : <Unjoined setId={set} from={Math.max(0, from)} />}
      </div>
    </>
  );
}
