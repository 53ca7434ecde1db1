import { textsContradict } from '@/lib/core/compare/same-question';

import { plainQuestions, type PlainQuestion } from './plain-questions';
import { QuestionUnions } from './question-unions';
import { UnionFind } from './union-find';

/** The questions of a run, as they are recognised in another. */
export interface RunQuestions {
  readonly runId: number;
  /** By question number. */
  readonly questions: readonly QuestionIdentity[];
}
export interface QuestionIdentity {
  readonly questionId: string | null;
  /** `questionKey` of its text; null or empty where the log has none. */
  readonly textKey: string | null;
}

/** A side of a comparison: its run, and which questions have a rollout on it. */
export interface SidePresence {
  readonly runId: number;
  /** By question number: 1 where the side has a rollout of it. */
  readonly present: Uint8Array;
}

/**
 * - `shared`: each side has it once
 * - `partly`: several sides have it, not all
 * - `unmatched`: one side alone has it
 * - `ambiguous`: it could be the same as several questions of another run, so it is compared with none
 */
export const QUESTION_CLASSES = ['shared', 'partly', 'unmatched', 'ambiguous'] as const;
export type QuestionClass = (typeof QUESTION_CLASSES)[number];

/** A question of a comparison: its numbers on each side, several only where it is ambiguous. */
export interface MatchedQuestion {
  readonly class: QuestionClass;
  readonly numbers: readonly (readonly number[])[];
}

/**
 * Finds the questions that sides of a comparison share. Between runs a question is the same by id where the texts do
 * not contradict each other, else by equal normalised text; within one run by its number. Runs whose questions could
 * be paired in several ways (one text under two ids here, under none there) are not paired at all on them.
 *
 * @param runs each run of the sides once
 * @returns every question of every side once, in an order that does not depend on the order of runs and sides
 */
export function matchQuestions(
  runs: readonly RunQuestions[],
  sides: readonly SidePresence[],
): readonly MatchedQuestion[] {
  const plain = plainQuestions(runs);
  const unions = new QuestionUnions(runs, plain);
  for (const nodes of unions.nodesById()) joinById(unions, nodes);
  for (const nodes of unions.nodesByText()) joinByText(unions, nodes);
  const classifyPlain = plainClassifier(runs, sides);
  return [...plain.flatMap(classifyPlain), ...unions.clusters().flatMap((nodes) => classify(unions, nodes, sides))]
    .sort((left, right) => compareKeys(left.key, right.key))
    .map(({ question }) => question);
}

/** Nodes of one id: those whose texts agree are one question; where agreeing is no clear-cut matter, none is chosen. */
function joinById(unions: QuestionUnions, nodes: readonly number[]): void {
  const agree = (left: number, right: number): boolean =>
    !textsContradict(unions.identityOf(left).textKey, unions.identityOf(right).textKey);
  // The usual case, in which ten texts need not be looked for in each other.
  const text = unions.identityOf(nodes[0] ?? 0).textKey;
  if (nodes.every((node) => unions.identityOf(node).textKey === text)) return joinOrLeave(unions, nodes);
  for (const kind of connected(nodes, agree)) {
    const isClear = kind.every((left) => kind.every((right) => agree(left, right)));
    if (isClear) joinOrLeave(unions, kind);
    else unions.leaveAmbiguous(kind);
  }
}

/** Splits nodes into sets that no agreement leads out of. */
function connected(
  nodes: readonly number[],
  agree: (left: number, right: number) => boolean,
): readonly (readonly number[])[] {
  const links = new UnionFind(nodes.length);
  nodes.forEach((left, at) => {
    for (let other = at + 1; other < nodes.length; other += 1) {
      if (agree(left, nodes[other] ?? left)) links.join(at, other);
    }
  });
  return links.sets().map((set) => set.map((at) => nodes[at] ?? 0));
}

/** Questions of one text, some of them joined by id before: joined where that pairs no two of one run. */
function joinByText(unions: QuestionUnions, nodes: readonly number[]): void {
  // What ids left open is not closed by texts.
  const open = nodes.filter((node) => !unions.isAmbiguous(node));
  const roots = [...new Set(open.map((node) => unions.rootOf(node)))];
  const runs = new Set(roots.flatMap((root) => [...unions.runsOf(root)]));
  // Ids tell apart what has one text: what all runs have by id needs nothing more.
  const unpaired = roots.filter((root) => unions.runsOf(root).size < runs.size);
  joinOrLeave(unions, unpaired);
}

function joinOrLeave(unions: QuestionUnions, nodes: readonly number[]): void {
  const roots = [...new Set(nodes.map((node) => unions.rootOf(node)))];
  const runs = roots.flatMap((root) => [...unions.runsOf(root)]);
  if (new Set(runs).size === runs.length) unions.join(roots);
  else unions.leaveAmbiguous(roots);
}

interface KeyedQuestion {
  readonly key: readonly (string | number)[];
  readonly question: MatchedQuestion;
}

/** Classifies plain questions: as `classify` does, without looking for the nodes of each run. */
function plainClassifier(
  runs: readonly RunQuestions[],
  sides: readonly SidePresence[],
): (question: PlainQuestion) => readonly KeyedQuestion[] {
  const runIds = runs.map(({ runId }) => runId);
  const smallest = runIds.indexOf(Math.min(...runIds));
  const onSides = sides.map(({ runId, present }) => ({ run: runIds.indexOf(runId), present }));
  return ({ questionId, textKey, numbers }) =>
    classifyNumbers(
      [questionId ?? '', textKey ?? '', runIds[smallest] ?? 0, numbers[smallest] ?? 0],
      onSides.map(({ run, present }) => {
        const number = numbers[run];
        return number !== undefined && present[number] === 1 ? [number] : [];
      }),
      false,
    );
}

/** The questions of a cluster: one as a rule, none where no side has a rollout of it. */
function classify(
  unions: QuestionUnions,
  { nodes, isAmbiguous }: { readonly nodes: readonly number[]; readonly isAmbiguous: boolean },
  sides: readonly SidePresence[],
): readonly KeyedQuestion[] {
  return classifyNumbers(
    unions.keyOf(nodes),
    sides.map((side) => numbersOn(unions, nodes, side)),
    isAmbiguous,
  );
}

function classifyNumbers(
  key: KeyedQuestion['key'],
  numbers: MatchedQuestion['numbers'],
  isAmbiguous: boolean,
): readonly KeyedQuestion[] {
  const having = numbers.filter(({ length }) => length > 0).length;
  if (having < 2) return aloneOn(numbers).map((alone) => ({ key, question: { class: 'unmatched', numbers: alone } }));
  const isOne = !isAmbiguous && numbers.every(({ length }) => length <= 1);
  const named = having === numbers.length ? 'shared' : 'partly';
  return [{ key, question: { class: isOne ? named : 'ambiguous', numbers } }];
}

/** Which of the nodes' questions have a rollout on a side, ascending. */
function numbersOn(unions: QuestionUnions, nodes: readonly number[], { runId, present }: SidePresence): number[] {
  const numbers: number[] = [];
  for (const node of nodes) {
    if (unions.runOf(node) !== runId) continue;
    const number = unions.numberOf(node);
    if (present[number] === 1) numbers.push(number);
  }
  return numbers.length < 2 ? numbers : numbers.sort((a, b) => a - b);
}

/** Questions that one side has: each by itself, since there is nothing to confuse it with. */
function aloneOn(numbers: readonly (readonly number[])[]): readonly (readonly (readonly number[])[])[] {
  return numbers.flatMap((ofSide, side) =>
    ofSide.map((number) => numbers.map((_, other) => (other === side ? [number] : []))),
  );
}

function compareKeys(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (let at = 0; at < left.length; at += 1) {
    const part = left[at] ?? '';
    const other = right[at] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
