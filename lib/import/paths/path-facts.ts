/** What the path of a file says of the rollouts in it (formats.md 4, "Side information from paths"). */
export interface PathFacts {
  /** Files of one format with the same key make one run. */
  readonly run: string;
  /** A name for the run; null takes the last part of the key. */
  readonly runName: string | null;
  readonly step: number | null;
  /** Index of the rollout among those of its question, where each file holds one rollout a question. */
  readonly rolloutIndex: number | null;
  readonly split: string | null;
  readonly questionId: string | null;
  /** Of the files with the same `of` only those of the highest rank are read: later retries, scored copies. */
  readonly version: { readonly of: string; readonly rank: number } | null;
}

const STEP_FOLDER = /^(?:global_step|train_step|step|iteration|checkpoint)[_-]?\d{1,9}$/i;

/**
 * A file that is a run of its own, together with the files of its name in the folders of other steps.
 *
 * @example fileIsRun('exp/step_3/log.jsonl') // run 'exp/step_*' + '/log.jsonl', named exp, step 3
 */
export function fileIsRun(path: string): PathFacts {
  const parts = path.split('/');
  const at = parts.slice(0, -1).findLastIndex((part) => STEP_FOLDER.test(part));
  if (at === -1) return inRun(path, { step: stepOf(path) });
  return inRun(parts.toSpliced(at, 1, 'step_*').join('/'), { step: stepOf(path), runName: parts[at - 1] ?? null });
}

/**
 * A file that belongs to the run of a key, with what else its path says.
 *
 * @example inRun(folderOf('exp/12.jsonl'), { step: 12 })
 */
export function inRun(run: string, facts: Partial<Omit<PathFacts, 'run'>> = {}): PathFacts {
  return { run, runName: null, step: null, rolloutIndex: null, split: null, questionId: null, version: null, ...facts };
}

/** The folder of a path without its last slash; '' for a file that lies in none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The parts of the nearest folder of a path that is written in parts joined by `--` (`env--model`); null where none is. */
export function dashedFolderOf(path: string): readonly string[] | null {
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast((part) => part.includes('--'));
  return folder?.split('--') ?? null;
}

/** The last part of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last part of a path without its extension; a name that begins with a dot keeps it. */
export function stemOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

const STEP = /(?:^|[/_-])(?:global_step|train_step|step|iteration|checkpoint)[_-]?(\d{1,9})(?=$|[/_.-])/i;

/** The step a folder or file name of the path says (`global_step_12`, `step_3`); the last one counts; null where none does. */
export function stepOf(path: string): number | null {
  for (const part of path.split('/').reverse()) {
    const step = STEP.exec(part)?.[1];
    if (step !== undefined) return Number(step);
  }
  return null;
}

const NUMBERED = /^(.*?)[_.-]?(step|iter|iteration|epoch|seed|part|shard|rank|chunk|worker)[_-]?(\d{1,9})$/i;
const ROLLOUT_WORDS: readonly string[] = ['iter', 'iteration', 'seed'];

/**
 * Files that a writer of its own numbers: `12.jsonl` and `log_step_12.jsonl` are steps, `iter3` and `seed3` rollouts,
 * `part-3` and `rank3` pieces; all of one name in one folder are one run. Any other file is a run of its own.
 *
 * @example numberedFile('exp/step_12.jsonl') // run 'exp/', step 12
 */
export function numberedFile(path: string): PathFacts {
  const stem = stemOf(path);
  const folder = folderOf(path);
  if (/^\d{1,9}$/.test(stem)) return inRun(`${folder}/`, { step: Number(stem), runName: baseNameOf(folder) || null });
  const [, name = '', word = '', number = ''] = NUMBERED.exec(stem) ?? [];
  if (word === '') return fileIsRun(path);
  const kind = word.toLowerCase();
  const isRollout = ROLLOUT_WORDS.includes(kind);
  return inRun(`${folder}/${name}`, {
    runName: name || baseNameOf(folder) || null,
    step: kind === 'step' ? Number(number) : null,
    rolloutIndex: isRollout ? Number(number) : null,
  });
}
