import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { ABSENT, VERDICTS, type RunColumns, type Verdict } from './run-columns';

/** One rollout as `RunColumnsBuilder.add` takes it; null where the log does not say. */
export interface RunColumnsRow {
  /** Group and question numbers from 0, as the caller gives them out. */
  readonly group: number;
  readonly question: number;
  readonly step: number | null;
  /** Index inside the group, from 0. */
  readonly rolloutIndex: number;
  readonly verdict: Verdict;
  readonly toolCalls: number;
  readonly turns: number;
  /** Prompt plus completion. */
  readonly tokens: number | null;
  readonly rewardLogged: number | null;
  readonly entityCount: number;
  /** 16 counts at `matchedColumn(matcher, scope)`, as `countMatched` gives them. */
  readonly matched: ArrayLike<number>;
}

const MATCHED_COLUMN_COUNT = MATCHERS.length * SCOPES.length;
const FIRST_CAPACITY = 1024;
const LARGEST_INT32 = 0x7fff_ffff;
const LARGEST_UINT16 = 0xffff;

function emptyColumns(capacity: number) {
  return {
    group: new Int32Array(capacity),
    question: new Int32Array(capacity),
    step: new Int32Array(capacity),
    rolloutIndex: new Int32Array(capacity),
    verdict: new Uint8Array(capacity),
    toolCalls: new Int32Array(capacity),
    turns: new Int32Array(capacity),
    tokens: new Int32Array(capacity),
    rewardLogged: new Float64Array(capacity),
    entityCount: new Uint16Array(capacity),
    matched: Array.from({ length: MATCHED_COLUMN_COUNT }, () => new Uint16Array(capacity)),
  };
}

type Columns = ReturnType<typeof emptyColumns>;

/** The first `length` entries of every column, in arrays of the given capacity. */
function copyColumns(columns: Columns, length: number, capacity: number): Columns {
  const copy = emptyColumns(capacity);
  copy.group.set(columns.group.subarray(0, length));
  copy.question.set(columns.question.subarray(0, length));
  copy.step.set(columns.step.subarray(0, length));
  copy.rolloutIndex.set(columns.rolloutIndex.subarray(0, length));
  copy.verdict.set(columns.verdict.subarray(0, length));
  copy.toolCalls.set(columns.toolCalls.subarray(0, length));
  copy.turns.set(columns.turns.subarray(0, length));
  copy.tokens.set(columns.tokens.subarray(0, length));
  copy.rewardLogged.set(columns.rewardLogged.subarray(0, length));
  copy.entityCount.set(columns.entityCount.subarray(0, length));
  for (const [index, column] of copy.matched.entries()) {
    column.set((columns.matched[index] ?? column).subarray(0, length));
  }
  return copy;
}

function checked(name: keyof RunColumnsRow, value: number, largest: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= largest) return value;
  throw new RangeError(`${name} is ${value}, expected an integer from 0 to ${largest}`);
}

function checkedOrAbsent(name: keyof RunColumnsRow, value: number | null): number {
  return value === null ? ABSENT : checked(name, value, LARGEST_INT32);
}

/**
 * Collects the columns of a run rollout by rollout, in the order of rollout numbers.
 * About 71 bytes a rollout, doubled while it grows.
 */
export class RunColumnsBuilder {
  #columns = emptyColumns(FIRST_CAPACITY);
  #capacity = FIRST_CAPACITY;
  #length = 0;
  #groupCount = 0;
  #questionCount = 0;

  get length(): number {
    return this.#length;
  }

  /** @throws RangeError for a number that is not an integer >= 0 or too large for its column; nothing is added then. */
  add(row: RunColumnsRow): void {
    const group = checked('group', row.group, LARGEST_INT32 - 1);
    const question = checked('question', row.question, LARGEST_INT32 - 1);
    const step = checkedOrAbsent('step', row.step);
    const rolloutIndex = checked('rolloutIndex', row.rolloutIndex, LARGEST_INT32);
    const toolCalls = checked('toolCalls', row.toolCalls, LARGEST_INT32);
    const turns = checked('turns', row.turns, LARGEST_INT32);
    const tokens = checkedOrAbsent('tokens', row.tokens);
    const entityCount = checked('entityCount', row.entityCount, LARGEST_UINT16);
    this.#checkMatched(row.matched, entityCount);
    if (this.#length === this.#capacity) this.#grow();
    const columns = this.#columns;
    const at = this.#length;
    columns.group[at] = group;
    columns.question[at] = question;
    columns.step[at] = step;
    columns.rolloutIndex[at] = rolloutIndex;
    columns.verdict[at] = VERDICTS.indexOf(row.verdict);
    columns.toolCalls[at] = toolCalls;
    columns.turns[at] = turns;
    columns.tokens[at] = tokens;
    columns.rewardLogged[at] = row.rewardLogged ?? Number.NaN;
    columns.entityCount[at] = entityCount;
    for (const [index, column] of columns.matched.entries()) column[at] = row.matched[index] ?? 0;
    this.#length = at + 1;
    this.#groupCount = Math.max(this.#groupCount, group + 1);
    this.#questionCount = Math.max(this.#questionCount, question + 1);
  }

  /** The columns of all rows added so far, in arrays of their own. Group and question counts are the largest number + 1. */
  finish(): RunColumns {
    return {
      length: this.#length,
      groupCount: this.#groupCount,
      questionCount: this.#questionCount,
      ...copyColumns(this.#columns, this.#length, this.#length),
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#columns = copyColumns(this.#columns, this.#length, this.#capacity);
  }

  #checkMatched(matched: ArrayLike<number>, entityCount: number): void {
    if (matched.length !== MATCHED_COLUMN_COUNT) {
      throw new RangeError(`matched has ${matched.length} counts, expected ${MATCHED_COLUMN_COUNT}`);
    }
    for (let column = 0; column < MATCHED_COLUMN_COUNT; column += 1) {
      checked('matched', matched[column] ?? Number.NaN, entityCount);
    }
  }
}
