import { alignRollouts } from '@/lib/core/compare/align-rollouts';
import { compareEntities } from '@/lib/core/compare/compare-entities';
import { sameQuestion, type SameBy } from '@/lib/core/compare/same-question';
import type { RolloutName } from '@/lib/core/compare/rollout-name';
import { readTurnFeatures, type EntityTurns } from '@/lib/core/compare/turn-features';
import type { Entity } from '@/lib/core/entities/entity';
import { foldEntityName } from '@/lib/core/entities/fold-text';
import { matchEntities } from '@/lib/core/entities/match-entities';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { findQuestion, type QuestionRow } from '@/lib/db/queries/questions';
import { findFirstTurns } from '@/lib/db/queries/rollouts';

import { outlineTurns, rolloutNameOf, rolloutNotFound, thoughtLengthFor } from './beside-turns';
import { firstTurnsByEntity } from './first-turns';
import { ApiError } from './problem';
import { rolloutItems } from './rollout-items';
import { loadRolloutText, type RolloutText } from './rollout-text';
import type { Beside, BesideRollout } from './schemas/beside';
import type { RolloutItem } from './schemas/rollout';
import { loadScoredRun, type LoadedRun } from './scored-run';

interface Side {
  readonly name: RolloutName;
  readonly loaded: LoadedRun;
  readonly question: QuestionRow;
  readonly item: RolloutItem;
}

/** @throws ApiError run_not_found, run_not_computed, rollout_not_found */
async function readSide(name: RolloutName, definitions: Definitions): Promise<Side> {
  const loaded = await loadScoredRun(name.runId, definitions);
  const { columns } = loaded.scored;
  if (name.n > columns.length) throw rolloutNotFound(name);
  const [question, [item]] = await Promise.all([
    findQuestion(name.runId, columns.question[name.n - 1] ?? 0),
    rolloutItems(name.runId, loaded.scored, [name.n - 1]),
  ]);
  if (question === null || item === undefined) throw rolloutNotFound(name);
  return { name, loaded, question, item };
}

function entityKey({ name }: Entity): string {
  return foldEntityName(name);
}

/** The entities of both sides, each once: those of the left question, then what only the right one has. */
function entitiesOfBoth(left: Side, right: Side): readonly Entity[] {
  const own: readonly Entity[] = left.question.entities;
  const known = new Set(own.map(entityKey));
  return own.concat(right.question.entities.filter((entity) => !known.has(entityKey(entity))));
}

function isSameList(entities: readonly Entity[], { question }: Side): boolean {
  const own = question.entities;
  return own.length === entities.length && own.every((entity, at) => entity.name === entities[at]?.name);
}

/** First turns of the compared entities: the stored ones, or read anew where the run has another list of them. */
async function entityTurns(
  side: Side,
  { transcript }: RolloutText,
  entities: readonly Entity[],
): Promise<readonly EntityTurns[]> {
  const { matcher, scope } = side.loaded.scored.definitions;
  const stored = isSameList(entities, side)
    ? ((await findFirstTurns(side.name.runId, [side.name.n])).get(side.name.n) ?? [])
    : [...matchEntities(transcript, entities)];
  const turns = firstTurnsByEntity(stored, entities, matcher);
  return turns.map((turn) => ({ found: turn[scope], seen: turn.observations }));
}

async function readText({ loaded, name }: Side): Promise<RolloutText> {
  const text = await loadRolloutText(loaded.run, name.n);
  if (text === null) throw rolloutNotFound(name);
  return text;
}

const LONGEST_QUESTION = 160;

function questionWords({ name, question }: Side): string {
  const text = question.text ?? question.questionId ?? 'a question without text or id';
  const shown = text.length > LONGEST_QUESTION ? `${text.slice(0, LONGEST_QUESTION)}…` : text;
  return `rollout ${name.n} of run ${name.runId} answers “${shown}”`;
}

function noticesOf(
  left: Side,
  right: Side,
  { by, entities, halfBand }: { by: SameBy; entities: readonly Entity[]; halfBand: number | null },
): Beside['notices'] {
  const notices: Beside['notices'] = [];
  if (left.name.runId === right.name.runId && left.name.n === right.name.n) {
    notices.push({ code: 'same_rollout', message: 'Both sides are the same rollout.' });
  }
  if (by === 'id' && left.question.textKey !== right.question.textKey) {
    const id = left.question.questionId ?? '';
    notices.push({
      code: 'texts_differ',
      message: `Both logs call this question ${id}, but word it differently; the left wording is shown.`,
    });
  }
  if (!isSameList(entities, left) || !isSameList(entities, right)) {
    notices.push({
      code: 'entities_differ',
      message: 'The two runs have different gold entities for this question; both sides were searched for all of them.',
    });
  }
  if (halfBand !== null) {
    notices.push({
      code: 'banded',
      message: `The rollouts are too long to compare every turn with every other: each was compared with ${halfBand} turns to either side of the same relative place.`,
    });
  }
  return notices;
}

/**
 * Two rollouts of one question: what each was paid and found, and their turns aligned by what they did.
 *
 * @param left Name of a rollout, such as `12.305`.
 * @throws ApiError invalid_parameter, run_not_found, run_not_computed, rollout_not_found, different_questions
 */
export async function readBeside(
  names: { readonly left: string; readonly right: string },
  definitions: Definitions,
): Promise<Beside> {
  const [left, right] = await Promise.all([
    readSide(rolloutNameOf('left', names.left), definitions),
    readSide(rolloutNameOf('right', names.right), definitions),
  ]);
  const by = sameQuestion(left.question, right.question);
  if (by === null) {
    throw new ApiError('different_questions', `${questionWords(left)}, ${questionWords(right)}`);
  }
  const texts = [await readText(left), await readText(right)] as const;
  const entities = entitiesOfBoth(left, right);
  const [leftTurns, rightTurns] = await Promise.all([
    entityTurns(left, texts[0], entities),
    entityTurns(right, texts[1], entities),
  ]);
  const leftFeatures = readTurnFeatures(texts[0].transcript, leftTurns, left.item.outcome === 'correct');
  const rightFeatures = readTurnFeatures(texts[1].transcript, rightTurns, right.item.outcome === 'correct');
  const alignment = alignRollouts(leftFeatures, rightFeatures);
  const longestThought = thoughtLengthFor(leftFeatures.length + rightFeatures.length);
  const sideOf = (side: Side, turnList: BesideRollout['turnList']): BesideRollout => {
    const { id, name } = side.loaded.run;
    const entityNames = side.question.entities.map((entity) => entity.name);
    return { ...side.item, run: { id, name }, entityNames, turnList };
  };
  const { questionId, text: question, answers } = left.question;
  return {
    definitions,
    question: { questionId, question, answers, entityList: [...entities] },
    left: sideOf(left, outlineTurns(texts[0].transcript, leftFeatures, longestThought)),
    right: sideOf(right, outlineTurns(texts[1].transcript, rightFeatures, longestThought)),
    notices: noticesOf(left, right, { by, entities, halfBand: alignment.halfBand }),
    entities: compareEntities(leftTurns, rightTurns).map((compared) => ({ ...compared })),
    alignment,
  };
}
