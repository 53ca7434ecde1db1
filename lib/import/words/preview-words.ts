import { bytesWords, countWords, percentWords, quantityWords } from './number-words';

// What a preview says, in words: one wording for the import page and the command line. Plain data in, plain text out.

type Counts = Readonly<Record<string, number>>;

/** How rollouts were made groups; `odd` counts groups of another size than the commonest. */
export interface GroupingFacts {
  readonly by: string;
  readonly field: string | null;
  readonly withinStep: boolean;
  readonly groups: number;
  readonly size: number;
  readonly odd: number;
}

export interface OutcomeFacts {
  readonly correct: number;
  readonly wrong: number;
  readonly undecided: number;
}

/** Questions by where their gold entities come from. */
export interface EntityFacts {
  readonly questions: number;
  readonly fromLog: number;
  readonly fromStoredSets: number;
  readonly fromDroppedSets: number;
  readonly without: number;
}

export interface FileFacts {
  readonly path: string;
  readonly bytes: number;
  readonly step: number | null;
  readonly rollout: number | null;
}

/** What of a previewed run is put into words. */
export interface RunFacts {
  readonly format: string | null;
  readonly label: string;
  readonly why: string;
  readonly files: { readonly total: number; readonly bytes: number; readonly first: readonly FileFacts[] };
  readonly companions: readonly string[];
  /** False where the numbers are of the beginnings of larger files. */
  readonly complete: boolean;
  readonly rolloutsRead: number;
  readonly grouping: GroupingFacts | null;
  readonly correctness: Counts;
  readonly outcomes: OutcomeFacts;
  readonly thoughts: Counts;
  readonly entities: EntityFacts;
  readonly remembered: boolean;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

const RULE_WORDS: ReadonlyMap<string, string> = new Map([
  ['logged', 'by what the log says'],
  ['metric', 'by a metric of the log (em, acc)'],
  ['score', 'by the log’s score against the threshold'],
  ['exact_match', 'by comparing the prediction with the gold answers'],
  ['column', 'by the column you chose'],
  ['undecided', 'by nothing: outcome unknown'],
]);

const THOUGHT_WORDS: ReadonlyMap<string, string> = new Map([
  ['reasoning_content', 'reasoning_content'],
  ['think_tags', 'think tags'],
  ['assistant_text', 'the assistant’s own text'],
  ['none', 'none found'],
]);

const LEFT_OUT_WORDS: ReadonlyMap<string, string> = new Map([
  ['companion', 'read together with a log'],
  ['superseded', 'another file has the same rollouts, and more of them'],
  ['excluded', 'left out as you asked'],
  ['questions', 'questions without rollouts'],
  ['refused', 'cannot be read'],
  ['later', 'looked at when the import begins'],
]);

const FILES_NAMED = 3;

function listed(counts: Counts, words: ReadonlyMap<string, string>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${countWords(count)} ${words.get(name) ?? name}`)
    .join(', ');
}

/** What decides correctness, with the number of rollouts it applied to. */
export function correctnessWords(counts: Counts): string {
  const words = listed(counts, RULE_WORDS);
  return words === '' ? 'no rollout read yet' : words;
}

/** `12 correct, 30 wrong, 2 undecided`; zeros are left out. */
export function outcomeWords({ correct, wrong, undecided }: OutcomeFacts): string {
  return listed({ correct, wrong, undecided }, new Map());
}

/** Where thoughts come from, with the number of rollouts. */
export function thoughtWords(counts: Counts): string {
  const words = listed(counts, THOUGHT_WORDS);
  return words === '' ? 'no rollout read yet' : words;
}

function groupedBy({ by, field }: GroupingFacts): string {
  switch (by) {
    case 'group_id':
      return field === null ? 'the log’s group id' : `${field} of the log`;
    case 'group_id_or_question':
      return `${field === null ? 'the log’s group id' : `${field} of the log`}, else question`;
    default:
      return by;
  }
}

/** Grouping in words: `by uid of the log: 64 groups of 8 rollouts, 2 of another size`. */
export function groupingWords(grouping: GroupingFacts): string {
  const { by, withinStep, groups, size, odd } = grouping;
  if (by === 'none') return 'not at all: every rollout stands alone';
  const rule = `by ${groupedBy(grouping)}${withinStep ? ' within a training step' : ''}`;
  const rest = odd === 0 ? '' : `, ${countWords(odd)} of another size`;
  return `${rule}: ${quantityWords(groups - odd, 'group')} of ${quantityWords(size, 'rollout')}${rest}`;
}

/** Where gold entities come from, and the share of questions that have any. */
export function entityWords(entities: EntityFacts): string {
  const { questions, fromLog, fromStoredSets, fromDroppedSets, without } = entities;
  if (questions === 0) return 'no question read yet';
  if (without === questions) return `none for ${quantityWords(questions, 'question')}; add them before or after`;
  const parts = [
    { count: fromLog, from: 'from the log' },
    { count: fromDroppedSets, from: 'from the entity files here' },
    { count: fromStoredSets, from: 'from entity sets stored before' },
    { count: without, from: 'without' },
  ].flatMap(({ count, from }) => (count === 0 ? [] : [`${countWords(count)} ${from}`]));
  const share = percentWords((questions - without) / questions);
  return `for ${share} of ${quantityWords(questions, 'question')}: ${parts.join(', ')}`;
}

/** Number, size and the first names of the files of a run. */
export function fileWords({ files, companions }: Pick<RunFacts, 'files' | 'companions'>): string {
  const names = files.first.slice(0, FILES_NAMED).map(({ path }) => path);
  const more = files.total - names.length;
  const rest = more > 0 ? ` and ${countWords(more)} more` : '';
  const beside = companions.length === 0 ? '' : `; with ${companions.slice(0, FILES_NAMED).join(', ')}`;
  return `${quantityWords(files.total, 'file')}, ${bytesWords(files.bytes)}: ${names.join(', ')}${rest}${beside}`;
}

/**
 * Everything that a preview understood of one run, in the order in which a reader asks for it; only format and files where
 * no rollout was understood.
 */
export function runFacts(run: RunFacts): readonly Fact[] {
  const files: readonly Fact[] = [
    { name: 'Format', value: run.format === null ? `unknown: ${run.why}` : `${run.label} (${run.why})` },
    { name: 'Files', value: fileWords(run) },
  ];
  return run.rolloutsRead === 0 ? files : [...files, ...rolloutFacts(run)];
}

function rolloutFacts(run: RunFacts): readonly Fact[] {
  const part = run.complete ? '' : ' in the beginnings of the files';
  const outcomes = outcomeWords(run.outcomes);
  return [
    { name: 'Rollouts', value: `${quantityWords(run.rolloutsRead, 'rollout')}${part}` },
    ...(run.grouping === null ? [] : [{ name: 'Grouped', value: groupingWords(run.grouping) }]),
    { name: 'Correctness', value: `${correctnessWords(run.correctness)}${outcomes === '' ? '' : `; ${outcomes}`}` },
    { name: 'Thoughts from', value: thoughtWords(run.thoughts) },
    { name: 'Gold entities', value: entityWords(run.entities) },
    ...(run.remembered ? [{ name: 'Settings', value: 'as in the last import of records of this shape' }] : []),
  ];
}

/** Why a file makes no run. */
export function leftOutWords({ kind, why }: { readonly kind: string; readonly why: string }): string {
  return why === '' ? (LEFT_OUT_WORDS.get(kind) ?? kind) : why;
}

/** That a run is there already. `exact`: all its files are the same; else sizes and beginnings are. */
export function existingWords({ name, exact }: { readonly name: string; readonly exact: boolean }): string {
  return exact ? `already imported as “${name}”` : `looks like “${name}”, imported before: same sizes and beginnings`;
}
