import type { Metadata } from 'next';
import { orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { FirstTurnMatrix } from '@/components/groups/first-turn-matrix';
import { GroupKeys } from '@/components/groups/group-keys';
import { GroupRewardTable } from '@/components/groups/group-reward-table';
import { groupHref, rolloutsHref, runHref } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { WarningList } from '@/components/states/warning-list';
import { readGroup } from '@/lib/api/groups';
import type { GroupDetail } from '@/lib/api/schemas/group';
import styles from './page.module.css';
import { loadGroupSearchParams } from './search-params';

type GroupRoute = RouteProps<{ readonly id: string; readonly group: string }>;

export async function generateMetadata(props: GroupRoute): Promise<Metadata> {
  const { id, group } = await props.params;
  return { title: `Group ${group} of run ${id}` };
}

const SIGNAL_SENTENCES: Readonly<Record<GroupDetail['signal'], string>> = {
  mixed: 'Correct and other rollouts: both GRPO and E-GRPO tell them apart.',
  all_correct: 'All rollouts are correct: their rewards are equal and the group teaches nothing under either reward.',
  revived: 'No rollout is correct: GRPO pays all alike and learns nothing; E-GRPO pays by entities found and does.',
  dead: 'No rollout is correct and all found equally much: the group teaches nothing under either reward.',
  singleton: 'A group of one rollout has no advantage: there is nothing to compare it with.',
  unknown: 'Too few outcomes are known to compare the rollouts.',
};

export default async function GroupPage(props: GroupRoute) {
  const { id, group: groupText } = await props.params;
  const definitions = await loadGroupSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const group = await orNotFound(readGroup(place.runId, routeNumber(groupText), definitions));
  const previousHref = group.group > 0 ? groupHref(place, group.group - 1) : null;
  const nextHref = group.group + 1 < group.run.groups ? groupHref(place, group.group + 1) : null;
  const answers = group.answers.length === 0 ? 'No gold answer in the log' : `Gold: ${group.answers.join(' · ')}`;

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: group.run.name, href: runHref(place) },
          { label: 'Rollouts', href: rolloutsHref(place, '') },
        ]}
        title={group.question ?? group.questionId ?? `Group ${group.group}`}
        note={`Group ${formatCount(group.group)}${group.step === null ? '' : `, step ${group.step}`}, ${formatQuantity(group.size, 'rollout')}. ${answers}.`}
        actions={
          <>
            {previousHref === null ? null : <ButtonLink href={previousHref}>Previous group</ButtonLink>}
            {nextHref === null ? null : <ButtonLink href={nextHref}>Next group</ButtonLink>}
          </>
        }
      />
      <GroupKeys previousHref={previousHref} nextHref={nextHref} />
      <div className={styles.stack}>
        <DefinitionControls />
        <WarningList warnings={group.warnings} />
        <section className={styles.section} aria-labelledby="rewards">
          <h2 id="rewards">Rewards and advantages</h2>
          <p className={styles.note}>{SIGNAL_SENTENCES[group.signal]}</p>
          <GroupRewardTable rows={group.members} entities={group.entities} place={place} />
        </section>
        <section className={styles.section} aria-labelledby="entities">
          <h2 id="entities">Who found what, and when</h2>
          {group.entityList.length === 0 ? (
            <StatePanel kind="empty" title="This question has no gold entities" level={3}>
              <ButtonLink href="/entities">Upload gold entities</ButtonLink>
            </StatePanel>
          ) : (
            <>
              <p className={styles.note}>
                The number is the first turn that mentions the entity in {SCOPE_LABELS[definitions.scope].toLowerCase()}
                ; “seen 3” means it was observed in turn 3 and never mentioned there.
              </p>
              <FirstTurnMatrix
                entityNames={group.entityList.map((entity) => entity.name)}
                members={group.members}
                place={place}
              />
            </>
          )}
        </section>
      </div>
    </>
  );
}
