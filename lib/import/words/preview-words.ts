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
  ['reasoning_content', 'in the log’s own field for reasoning'],
  ['think_tags', 'between think tags'],
  ['assistant_text', 'in the assistant’s own text'],
  ['none', 'without any thought'],
]);

const LEFT_OUT_WORDS: ReadonlyMap<string, string> = new Map([
  ['companion', 'read together with a log'],
  ['superseded', 'another file has the same rollouts, and more of them'],
  ['excluded', 'left out as you asked'],
  ['questions', 'questions without rollouts'],
  ['refused', 'cannot be read'],
  ['later', 'looked at when the import begins'],
]);

const STORED_AS_ENTITIES = 'stored as gold entities';

const FILES_NAMED = 3;

/** Stands behind every count that is of the beginnings of larger files. */
export const SO_FAR = ' so far';

/** ` so far` where the numbers are of the beginnings of larger files. */
function soFar(complete: boolean): string {
  return complete ? '' : SO_FAR;
}

function listed(counts: Counts, words: ReadonlyMap<string, string>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${countWords(count)} ${words.get(name) ?? name}`)
    .join(', ');
}

/** `528 rollouts`, and where they are not all of them, `528 rollouts so far: only the beginnings of the files were read`. */
export function rolloutWords({ rolloutsRead, complete }: Pick<RunFacts, 'rolloutsRead' | 'complete'>): string {
  const why = complete ? '' : ': only the beginnings of the files were read';
  return `${quantityWords(rolloutsRead, 'rollout')}${soFar(complete)}${why}`;
}

/** What decides correctness, with the number of rollouts it applied to. */
export function correctnessWords(counts: Counts, complete = true): string {
  const words = listed(counts, RULE_WORDS);
  return words === '' ? 'no rollout read yet' : `${words}${soFar(complete)}`;
}

/** `12 correct, 30 wrong, 2 undecided`; zeros are left out. */
export function outcomeWords({ correct, wrong, undecided }: OutcomeFacts, complete = true): string {
  const words = listed({ correct, wrong, undecided }, new Map());
  return words === '' ? '' : `${words}${soFar(complete)}`;
}

/** Where thoughts come from: `465 of 465 in the log’s own field for reasoning`. */
export function thoughtWords(counts: Counts, complete = true): string {
  const known = Object.entries(counts).filter(([, count]) => count > 0);
  const total = known.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return 'no rollout read yet';
  const parts = known.map(([source, count], index) => {
    const of = index === 0 ? ` of ${countWords(total)}` : '';
    return `${countWords(count)}${of} ${THOUGHT_WORDS.get(source) ?? source}`;
  });
  return `${parts.join(', ')}${soFar(complete)}`;
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

/**
 * Grouping in words: `by uid of the log: 64 groups of 8 rollouts, 2 of another size`. That a beginning holds one rollout of
 * each group says nothing of the groups of the log, and is not said of them.
 */
export function groupingWords(grouping: GroupingFacts, complete = true): string {
  const { by, withinStep, groups, size, odd } = grouping;
  if (by === 'none') return 'not at all: every rollout stands alone';
  const rule = `by ${groupedBy(grouping)}${withinStep ? ' within a training step' : ''}`;
  if (!complete && size === 1 && odd === 0) return `${rule}: no two rollouts of one group${SO_FAR}`;
  const rest = odd === 0 ? '' : `, ${countWords(odd)} of another size`;
  return `${rule}: ${quantityWords(groups - odd, 'group')} of ${quantityWords(size, 'rollout')}${rest}${soFar(complete)}`;
}

/** Where gold entities come from, and the share of questions that have any. */
export function entityWords(entities: EntityFacts, complete = true): string {
  const { questions, fromLog, fromStoredSets, fromDroppedSets, without } = entities;
  if (questions === 0) return 'no question read yet';
  const asked = `${quantityWords(questions, 'question')}${soFar(complete)}`;
  if (without === questions) return `none for ${asked}; add them before or after`;
  const parts = [
    { count: fromLog, from: 'from the log' },
    { count: fromDroppedSets, from: 'from the entity files here' },
    { count: fromStoredSets, from: 'from entity sets stored before' },
    { count: without, from: 'without' },
  ].flatMap(({ count, from }) => (count === 0 ? [] : [`${countWords(count)} ${from}`]));
  const share = percentWords((questions - without) / questions);
  return `for ${share} of ${asked}: ${parts.join(', ')}`;
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
  const { complete, grouping } = run;
  const outcomes = outcomeWords(run.outcomes, complete);
  const rule = correctnessWords(run.correctness, complete);
  return [
    { name: 'Rollouts', value: rolloutWords(run) },
    ...(grouping === null ? [] : [{ name: 'Grouped', value: groupingWords(grouping, complete) }]),
    { name: 'Correctness', value: outcomes === '' ? rule : `${rule}; ${outcomes}` },
    { name: 'Thoughts from', value: thoughtWords(run.thoughts, complete) },
    { name: 'Gold entities', value: entityWords(run.entities, complete) },
    ...(run.remembered ? [{ name: 'Settings', value: 'as in the last import of records of this shape' }] : []),
  ];
}

/** Where the questions of an imported run have their gold entities from. */
export function storedEntityWords(entities: StoredEntityFacts): string {
  const { questions, fromLog, fromEntitySet, without } = entities;
  if (without === questions) return `none for ${quantityWords(questions, 'question')}; add them at any time`;
  const parts = [
    { count: fromLog, from: 'from the log' },
    { count: fromEntitySet, from: 'from entity sets' },
  ].flatMap(({ count, from }) => (count === 0 ? [] : [`${countWords(count)} ${from}`]));
  return `for ${countWords(questions - without)} of ${quantityWords(questions, 'question')}: ${parts.join(', ')}`;
}

/** Questions of an imported run by where their gold entities come from. */
export interface StoredEntityFacts {
  readonly questions: number;
  readonly fromLog: number;
  readonly fromEntitySet: number;
  readonly without: number;
}

/** Why a file makes no run. */
export function leftOutWords({ kind, why }: { readonly kind: string; readonly why: string }): string {
  // What became of it matters more than what told it from a log.
  if (kind === 'entities') return why === '' ? STORED_AS_ENTITIES : `${STORED_AS_ENTITIES}: ${why}`;
  return why === '' ? (LEFT_OUT_WORDS.get(kind) ?? kind) : why;
}

/** That a run is there already. `exact`: all its files are the same; else sizes and beginnings are. */
export function existingWords({ name, exact }: { readonly name: string; readonly exact: boolean }): string {
  return `already imported as “${name}”${exact ? '' : ', going by sizes and beginnings'}`;
}

const ARCHIVE = /\.(?:zip|tar|tgz|gz|zst|eval|parquet)$/i;

/**
 * What must not be overlooked of a file that only the import will look at: an archive too large to be unpacked for a preview
 * may hold runs that the preview does not show. Null where there is nothing to say.
 */
export function unseenArchiveWords({ path, kind }: { readonly path: string; readonly kind: string }): string | null {
  if (kind !== 'later' || !ARCHIVE.test(path)) return null;
  return `${path} is too large to be looked at here: it may hold more runs than these.`;
}

/** Why nothing of a run would be imported; null where something would, or where only the whole files can tell. */
export function unreadableWords(run: UnreadableFacts): string | null {
  const { format, rolloutsRead, complete, issues } = run;
  const [first] = issues;
  if (format === null || rolloutsRead > 0 || (!complete && first === undefined)) return null;
  const nothing = complete ? 'Nothing in it could be read' : 'Nothing could be read in the beginnings of its files';
  if (first === undefined) return `${nothing} as a rollout.`;
  const file = first.file ?? run.files.first[0]?.path ?? '';
  const where = `${file === '' ? 'Line' : `${file}, line`} ${countWords(first.line)}`;
  const end = /[.!?]$/.test(first.message) ? '' : '.';
  return `${nothing}. ${where}: ${first.message}${end}`;
}

/** What tells whether anything of a run can be read. */
export interface UnreadableFacts extends Pick<RunFacts, 'format' | 'rolloutsRead' | 'complete' | 'files'> {
  readonly issues: readonly { readonly file: string | null; readonly line: number; readonly message: string }[];
}

const TERMINATION_WORDS: ReadonlyMap<string, string> = new Map([
  ['not logged', 'without a word for how they ended'],
  ['answer', 'with an answer'],
  ['no_answer', 'without an answer'],
]);

/** How rollouts ended, with the log's own words where there are no better ones; empty where the log says it of none. */
export function terminationWords(counts: Counts): string {
  const isKnown = Object.entries(counts).some(([name, count]) => name !== 'not logged' && count > 0);
  return isKnown ? listed(counts, TERMINATION_WORDS) : '';
}
