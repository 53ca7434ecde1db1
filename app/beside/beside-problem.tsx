import Link from 'next/link';
import { rolloutHref } from '@/components/runs/run-place';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import type { ApiError } from '@/lib/api/problem';
import { parseRolloutName, type RolloutName } from '@/lib/core/compare/rollout-name';
import type { Definitions } from '@/lib/core/rewards/definitions';
import styles from './page.module.css';
import { PartnerPanel } from './partner-panel';

interface BesideProblemProps {
  /** Null where the address names no two rollouts. */
  readonly problem: ApiError | null;
  readonly left: string;
  readonly right: string;
  readonly definitions: Definitions;
}

function RolloutLink({ name, definitions }: { readonly name: RolloutName; readonly definitions: Definitions }) {
  return (
    <Link href={rolloutHref({ runId: name.runId, definitions }, name.n)} prefetch={false}>
      Rollout {name.n} of run {name.runId}
    </Link>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  different_questions: 'These two rollouts answer different questions',
  run_not_computed: 'The numbers of a run are being computed',
};

/** Why two rollouts cannot be put beside each other, and which could be. */
export function BesideProblem({ problem, left, right, definitions }: BesideProblemProps) {
  const names = [parseRolloutName(left), parseRolloutName(right)].filter((name) => name !== null);
  const [first] = names;
  const isMissing = problem?.code === 'run_not_found' || problem?.code === 'rollout_not_found';
  const title = problem === null ? 'Choose two rollouts' : (TITLES[problem.code] ?? 'One of the rollouts is not there');
  return (
    <>
      <PageHead trail={[{ label: 'Runs', href: '/' }]} title="Two rollouts beside each other" />
      <StatePanel kind={problem === null ? 'empty' : 'error'} title={title}>
        {problem === null ? (
          <p>
            The address names them as run and rollout, such as <code>/beside?left=12.305&amp;right=13.7</code>. The
            pages of a group and of a rollout have links that do.
          </p>
        ) : (
          <p>{problem.message}.</p>
        )}
        {names.length === 0 || isMissing ? null : (
          <ul>
            {names.map((name, index) => (
              <li key={index}>
                <RolloutLink name={name} definitions={definitions} />
              </li>
            ))}
          </ul>
        )}
      </StatePanel>
      {first === undefined ? null : (
        <section className={styles.section} aria-labelledby="partners">
          <h2 id="partners">
            What rollout {first.n} of run {first.runId} can be put beside
          </h2>
          <PartnerPanel left={first} right={null} definitions={definitions} />
        </section>
      )}
    </>
  );
}
