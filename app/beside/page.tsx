import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { EntityTable } from '@/components/beside/entity-table';
import { SideHead } from '@/components/beside/side-head';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount } from '@/components/format/format-number';
import { besideHref, groupHref, runHref } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { readBeside } from '@/lib/api/beside';
import type { Beside } from '@/lib/api/schemas/beside';
import { parseRolloutName } from '@/lib/core/compare/rollout-name';
import { AlignedTurns } from './aligned-turns';
import { BesideProblem } from './beside-problem';
import { orProblem } from './or-problem';
import styles from './page.module.css';
import { PartnerPanel } from './partner-panel';
import { loadBesideSearchParams } from './search-params';

interface BesideRoute {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(props: BesideRoute): Promise<Metadata> {
  const { left, right } = await loadBesideSearchParams(props.searchParams);
  const named = parseRolloutName(left) !== null && parseRolloutName(right) !== null;
  return { title: named ? `Rollouts ${left} and ${right}` : 'Two rollouts' };
}

function Entities({ beside }: { readonly beside: Beside }) {
  const { entityList } = beside.question;
  const only = (side: 'only_left' | 'only_right') => beside.entities.filter(({ foundBy }) => foundBy === side).length;
  if (entityList.length === 0) {
    return (
      <StatePanel kind="empty" title="This question has no gold entities" level={3}>
        <p>The turns are aligned by queries and addresses alone.</p>
        <ButtonLink href="/entities">Upload gold entities</ButtonLink>
      </StatePanel>
    );
  }
  return (
    <>
      <p className={styles.note}>
        {formatCount(only('only_left'))} found only by the left, {formatCount(only('only_right'))} only by the right,
        first mentioned in {SCOPE_LABELS[beside.definitions.scope].toLowerCase()}.
      </p>
      <EntityTable
        entities={beside.entities}
        names={entityList.map(({ name }) => name)}
        scope={beside.definitions.scope}
      />
    </>
  );
}

function turnsSentence({ alignment: { rows, firstDivergence } }: Beside): string {
  const shared = rows.filter((row) => row.shared).length;
  const paired = rows.filter((row) => row.similarity !== null).length;
  const alike = `${formatCount(shared)} shared, ${formatCount(paired - shared)} alike, ${formatCount(rows.length - paired)} of one side only`;
  if (firstDivergence === null) return `${alike}. They never part.`;
  const words = `${alike}. They part at the first turn that only one of them has; turns that are alike do not part them.`;
  return firstDivergence === 0 ? `${words} That is the first turn here.` : words;
}

function Turns({ beside }: { readonly beside: Beside }) {
  const { left, right, alignment, question, definitions } = beside;
  if (alignment.rows.length === 0) {
    return (
      <StatePanel kind="empty" title="Neither rollout has a turn" level={3}>
        <p>The log has no assistant message for either of them.</p>
      </StatePanel>
    );
  }
  return (
    <AlignedTurns
      key={`${left.run.id}.${left.n} ${right.run.id}.${right.n}`}
      left={left}
      right={right}
      alignment={alignment}
      entityNames={question.entityList.map(({ name }) => name)}
      definitions={definitions}
    />
  );
}

function BesideBody({ beside }: { readonly beside: Beside }) {
  const { left, right, definitions, question, notices } = beside;
  const names = { left: { runId: left.run.id, n: left.n }, right: { runId: right.run.id, n: right.n } };
  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: left.run.name, href: runHref({ runId: left.run.id, definitions }) },
          { label: `Group ${left.group}`, href: groupHref({ runId: left.run.id, definitions }, left.group) },
        ]}
        title={question.question ?? question.questionId ?? 'Two rollouts of one question'}
        note={question.answers.length === 0 ? 'No gold answer in the log' : `Gold: ${question.answers.join(' · ')}`}
        actions={<ButtonLink href={besideHref(definitions, names.right, names.left)}>Swap sides</ButtonLink>}
      />
      <div className={styles.stack}>
        <DefinitionControls />
        {notices.length === 0 ? null : (
          <ul className={styles.notices} aria-label="Notices">
            {notices.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        )}
        <div className={styles.heads}>
          <SideHead side="left" rollout={left} definitions={definitions} />
          <SideHead side="right" rollout={right} definitions={definitions} />
        </div>
        <details className={styles.partners}>
          <summary>Put the left rollout beside another one</summary>
          <PartnerPanel left={names.left} right={names.right} definitions={definitions} />
        </details>
        <section className={styles.section} aria-labelledby="entities">
          <h2 id="entities">Who found what</h2>
          <Entities beside={beside} />
        </section>
        <section className={styles.section} aria-labelledby="turns">
          <h2 id="turns">Turn by turn</h2>
          <p className={styles.note}>
            Aligned by what was asked, where it went and what was found, not by wording: {turnsSentence(beside)}
          </p>
          <Turns beside={beside} />
        </section>
      </div>
    </>
  );
}

export default async function BesidePage(props: BesideRoute) {
  const { left, right, ...definitions } = await loadBesideSearchParams(props.searchParams);
  if (parseRolloutName(left) === null || parseRolloutName(right) === null) {
    return <BesideProblem problem={null} left={left} right={right} definitions={definitions} />;
  }
  const answer = await orProblem(readBeside({ left, right }, definitions));
  if (answer.kind === 'value') return <BesideBody beside={answer.value} />;
  return <BesideProblem problem={answer.problem} left={left} right={right} definitions={definitions} />;
}
