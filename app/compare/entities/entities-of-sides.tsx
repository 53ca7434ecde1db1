import type { ReactNode } from 'react';
import { AgainstSwitch } from '@/components/compare/against-switch';
import type { ComparePlace } from '@/components/compare/compare-place';
import { DiscoveryOfSidesChart } from '@/components/compare/discovery-of-sides-chart';
import { sideLabel } from '@/components/compare/side-label';
import { sideLooks } from '@/components/compare/side-look';
import { MATCHER_LABELS, SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import type { DiscoveryAnswer, EntityGainsAnswer } from '@/lib/api/schemas/compare-entities';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { EntityGainsClient } from './entity-gains-client';
import { GainsHeadline } from './gains-headline';
import styles from './page.module.css';

interface EntitiesOfSidesProps {
  readonly place: ComparePlace;
  readonly sides: readonly ComparedSideFacts[];
  readonly discovery: DiscoveryAnswer;
  readonly gains: EntityGainsAnswer;
  /** The page with another side against the baseline. */
  readonly hrefAgainst: (against: number) => string;
}

function foundWords({ matcher, scope }: Definitions): string {
  return `${MATCHER_LABELS[matcher].toLowerCase()} in ${SCOPE_LABELS[scope].toLowerCase()}`;
}

/** Why there is nothing to compare, and what to do; null where there is something. */
function gapOf({ place, sides, discovery: { questions } }: EntitiesOfSidesProps): ReactNode {
  if (questions.compared > 0) return null;
  if (questions.shared === 0 && place.split !== '') {
    return (
      <StatePanel kind="filtered" title={`No question that all runs share is of the split “${place.split}”`}>
        <p>Choose another split, or all of them, on the page of differences.</p>
      </StatePanel>
    );
  }
  if (questions.shared === 0) {
    return (
      <StatePanel kind="empty" title="These runs share no question">
        <p>
          What a run finds can only be compared on questions that all runs have, the same by id or by text. Leave out
          the run that has others.
        </p>
      </StatePanel>
    );
  }
  const bare = sides.filter((_, at) => questions.without[at] === questions.shared);
  if (bare.length > 0) {
    return (
      <StatePanel kind="empty" title={`No gold entities: ${bare.map(sideLabel).join(', ')}`}>
        <p>
          No shared question of {bare.length === 1 ? 'this run' : 'these runs'} has gold entities. Upload them, and the
          numbers are computed anew; the log need not be uploaded again.
        </p>
        <ButtonLink href="/entities" look="primary">
          Upload gold entities
        </ButtonLink>
      </StatePanel>
    );
  }
  return (
    <StatePanel kind="empty" title="The runs have no gold entity in common">
      <p>
        Of {formatQuantity(questions.shared, 'shared question')} none has a gold entity that all runs name. Upload one
        set of gold entities for all of them.
      </p>
      <ButtonLink href="/entities" look="primary">
        Upload gold entities
      </ButtonLink>
    </StatePanel>
  );
}

/** What of the shared questions and their entities is not compared; empty where all is. */
function leftOutWords({ sides, discovery: { questions, entities } }: EntitiesOfSidesProps): readonly string[] {
  const words: string[] = [];
  const without = questions.without.flatMap((count, at) => {
    const side = sides[at];
    return count === 0 || side === undefined ? [] : [`${sideLabel(side)} (${formatCount(count)})`];
  });
  if (without.length > 0) words.push(`questions without gold entities: ${without.join(', ')}`);
  if (entities.leftOut > 0) {
    words.push(
      `${formatQuantity(entities.leftOut, 'entity', 'entities')} that some run lacks, in ${formatQuantity(questions.differing + questions.nothingInCommon, 'question')} whose lists differ and in those without any`,
    );
  }
  return words;
}

/** Curves of discovery of all sides, then what one side gained and lost against the baseline. */
export function EntitiesOfSides(props: EntitiesOfSidesProps) {
  const { place, sides, discovery, gains, hrefAgainst } = props;
  const gap = gapOf(props);
  if (gap !== null) return gap;
  const looks = sideLooks(sides.map(({ run }) => run.id));
  const curves = sides.flatMap((side, at) => {
    const curve = discovery.curves[at];
    const look = looks[at];
    return curve === undefined || look === undefined ? [] : [{ ...curve, look, label: sideLabel(side) }];
  });
  const { questions, entities } = discovery;
  const leftOut = leftOutWords(props);
  return (
    <div className={styles.stack}>
      <div className={styles.headline}>
        <h2 className={styles.verdict}>
          What each run finds of {formatQuantity(entities.compared, 'gold entity', 'gold entities')} in{' '}
          {formatQuantity(questions.compared, 'shared question')}
        </h2>
        <p className={styles.note}>
          {entities.names < entities.compared ? `They have ${formatCount(entities.names)} different names. ` : ''}An
          entity is the same on all runs by its question and its name, case and quotes aside.
          {leftOut.length === 0 ? ' Nothing is left out.' : ` Left out: ${leftOut.join('; ')}.`}
        </p>
      </div>
      <DiscoveryOfSidesChart
        curves={curves}
        lastTurn={discovery.lastTurn}
        questions={questions.compared}
        entities={entities.compared}
        found={foundWords(place.definitions)}
      />
      <section className={styles.stack} aria-labelledby="gains">
        <AgainstSwitch
          sides={sides}
          baseline={gains.baseline.position}
          against={gains.against.position}
          hrefOf={hrefAgainst}
        />
        <GainsHeadline gains={gains} sides={sides} found={foundWords(place.definitions)} />
        <EntityGainsClient definitions={place.definitions} page={gains} labels={sides.map(sideLabel)} />
      </section>
    </div>
  );
}
