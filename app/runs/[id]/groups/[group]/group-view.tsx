import { SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount } from '@/components/format/format-number';
import { AnswerTable } from '@/components/groups/answer-table';
import { DiscoveryChart } from '@/components/groups/discovery-chart';
import { GroupMatrix } from '@/components/groups/group-matrix';
import { shiftSentence } from '@/components/groups/shift-words';
import { StepLines } from '@/components/groups/step-lines';
import type { RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import type { GroupDetail } from '@/lib/api/schemas/group';
import type { GroupSteps } from '@/lib/api/schemas/related-group';
import { advantageShifts } from '@/lib/core/shape/advantage-shifts';
import { discoveryCurves } from '@/lib/core/shape/discovery-curves';
import { canSeparate } from '@/lib/core/shape/entity-separation';
import { groupMatrix } from '@/lib/core/shape/group-matrix';
import styles from './page.module.css';

interface SectionProps {
  readonly group: GroupDetail;
  readonly place: RunPlace;
}

const SIGNAL_SENTENCES: Readonly<Record<GroupDetail['signal'], string>> = {
  mixed: 'Correct and other rollouts: both GRPO and E-GRPO tell them apart.',
  all_correct: 'All rollouts are correct: their rewards are equal and the group teaches nothing under either reward.',
  revived: 'No rollout is correct: GRPO pays all alike and learns nothing; E-GRPO pays by entities found and does.',
  dead: 'No rollout is correct and all found equally much: the group teaches nothing under either reward.',
  singleton: 'A group of one rollout has no advantage: there is nothing to compare it with.',
  unknown: 'Too few outcomes are known to compare the rollouts.',
};

function NoEntities() {
  return (
    <StatePanel kind="empty" title="This question has no gold entities" level={3}>
      <p>With them, the page shows which rollout found what, and when.</p>
      <ButtonLink href="/entities">Upload gold entities</ButtonLink>
    </StatePanel>
  );
}

/** What the columns at the end of a row mean; null where there are no two kinds to compare. */
function separationSentence({ correct, nearMiss, otherWrong, entityList }: GroupDetail): string | null {
  if (correct === 0 || nearMiss + otherWrong === 0) return null;
  const wrong = nearMiss + otherWrong;
  const entities = entityList.length;
  const corrected = entities === 1 ? '' : ` after Holm over the ${formatCount(entities)} entities of the group`;
  const mark = canSeparate(correct, wrong, entities)
    ? `◆ marks the entities whose p stays below 0.05${corrected}, in either direction.`
    : `With so few rollouts no difference can have a p below 0.05${corrected}: read them as hints.`;
  return `At the end of each row: how many of the ${formatCount(correct)} correct and of the ${formatCount(wrong)} wrong rollouts (errors left out) found the entity, the difference in points (negative: wrong rollouts found it more often), and the p of Fisher’s exact test, two-sided and not corrected for the number of entities. ${mark}`;
}

/** Entities against rollouts, with outcome, rewards and advantages of each. */
export function MatrixSection({ group, place }: SectionProps) {
  const { members, entityList } = group;
  const shifts = advantageShifts(members);
  const labelled = members.map(({ rollout }, at) => ({ label: rollout + 1, shift: shifts[at] ?? null }));
  const entities = groupMatrix(
    entityList.map(({ name }) => name),
    members,
    place.definitions.scope,
  );
  const { curves } = discoveryOf(group, place);
  const sentences = [SIGNAL_SENTENCES[group.signal], shiftSentence(labelled)].filter((words) => words !== null);
  const separation = entities.length === 0 ? null : separationSentence(group);
  return (
    <section className={styles.section} aria-labelledby="matrix">
      <h2 id="matrix">Who found what, and what is it paid?</h2>
      <p className={styles.note}>{sentences.join(' ')}</p>
      {entities.length === 0 ? <NoEntities /> : null}
      <GroupMatrix
        members={members.map(({ firstTurns: _turns, prediction: _prediction, ...member }, at) => ({
          ...member,
          turnsAfter: entities.length === 0 ? null : (curves[at]?.turnsAfter ?? null),
        }))}
        entities={entities}
        place={place}
      />
      {separation === null ? null : <p className={styles.note}>{separation}</p>}
      <h3>Answers</h3>
      <AnswerTable rollouts={members} place={place} />
    </section>
  );
}

function discoveryOf({ members }: GroupDetail, { definitions: { scope } }: RunPlace) {
  return discoveryCurves(
    members.map(({ n, outcome, turns, firstTurns }) => ({
      n,
      outcome,
      turns,
      foundTurns: firstTurns.flatMap((first) => first[scope] ?? []),
    })),
  );
}

/** When each rollout found what it found in the scope in force. */
export function DiscoverySection({ group, place }: SectionProps) {
  const { scope } = place.definitions;
  const discovery = discoveryOf(group, place);
  return (
    <section className={styles.section} aria-labelledby="discovery">
      <h2 id="discovery">When did they find it, and what came after?</h2>
      <p className={styles.note}>An entity counts from its first mention in {SCOPE_LABELS[scope].toLowerCase()}.</p>
      <DiscoveryChart
        discovery={discovery}
        labels={group.members.map(({ rollout }) => rollout + 1)}
        entities={group.entityList.length}
        place={place}
      />
    </section>
  );
}

/** How the policy's rollouts on the question changed over the run. */
export function StepsSection({ group, place, steps }: SectionProps & { readonly steps: GroupSteps }) {
  const charts = { groups: steps.items, current: group.group, place };
  const hasEntities = group.entityList.length > 0;
  return (
    <section className={styles.section} aria-labelledby="steps">
      <h2 id="steps">How did it change over training?</h2>
      {steps.items.filter(({ step }) => step !== null).length < 2 ? (
        <StatePanel kind="empty" title="The run asks this question at one step only" level={3}>
          <p>Where a log names several steps, the question’s rollouts at each of them are drawn here.</p>
        </StatePanel>
      ) : (
        <>
          {steps.items.length < steps.total ? (
            <p className={styles.note}>
              The {formatCount(steps.items.length)} groups around this one, of {formatCount(steps.total)}.
            </p>
          ) : null}
          <div className={styles.charts}>
            <StepLines measure="outcomes" {...charts} />
            {hasEntities ? <StepLines measure="matchRate" {...charts} /> : null}
            <StepLines measure="toolCalls" {...charts} />
          </div>
        </>
      )}
    </section>
  );
}
