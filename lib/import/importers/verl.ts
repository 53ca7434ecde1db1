import { readVerlRecord, readVerlUid } from '@/lib/import/fields/verl-record';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RecordOutcome, RecordReader } from '@/lib/import/importer';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `{step}.jsonl` of `trainer.rollout_data_dir` and `trainer.validation_data_dir` of verl, both trainers, and of its forks
 * (IGPO, SkyRL-agent). Fields: verl/trainer/ppo/ray_trainer.py and v1/trainer_base.py at 1dda039b, IGPO's ray_trainer.py at
 * bff163b7.
 */
export const verl: RecordImporter = {
  kind: 'records',
  id: 'verl',
  label: 'verl rollout dump',
  groupField: 'uid',
  detect: detectVerl,
  place: placeVerl,
  describe: () => ({ name: null, metadata: {} }),
  open: () => new VerlReader(),
};

const DECIDING_KEYS = ['score', 'rewards', 'reward', 'gts'] as const;

function detectVerl(probe: FormatProbe): Detection {
  if (probe.records.some(isVerl)) {
    const inOrder = probe.records.some((record) => readVerlUid(record) !== null);
    const why = 'records with an input, an output, a step and a score';
    return { confidence: 'certain', why: inOrder ? `${why}, each with the uid of its session` : why, inOrder };
  }
  // One line may be longer than the head: what follows its output is not seen, a uid of trainer V1 neither.
  const [first] = probe.records;
  if (probe.cut && probe.records.length === 1 && first !== undefined && isBeginning(first)) {
    const why = 'a record with an input and an output, longer than what detection reads';
    return { confidence: 'likely', why, inOrder: true };
  }
  return null;
}

function isVerl(record: JsonObject): boolean {
  const hasTexts = typeof record.input === 'string' && typeof record.output === 'string';
  return hasTexts && Object.hasOwn(record, 'step') && DECIDING_KEYS.some((key) => Object.hasOwn(record, key));
}

function isBeginning(record: JsonObject): boolean {
  const known = new Set(['input', 'output', 'gts', 'score', 'step']);
  return typeof record.input === 'string' && Object.keys(record).every((key) => known.has(key));
}

/** A folder of `{step}.jsonl` is one run; the step in a record wins over the name's. */
function placeVerl(path: string): PathFacts {
  const step = /^(\d{1,9})\.jsonl$/.exec(baseNameOf(path))?.[1];
  return step === undefined ? fileIsRun(path) : inRun(folderOf(path), { step: Number(step) });
}

interface OpenSession {
  readonly key: string;
  readonly output: number;
  readonly rollout: ImportedRollout;
}

/**
 * Trainer V1 writes a row for each output of a session (agents that compress their context have several), sorted by uid:
 * of each session only the last output is the rollout, so the latest one is held back until the next session begins.
 */
class VerlReader implements RecordReader {
  readonly #closed = new Map<string, number>();
  #open: OpenSession | null = null;

  read(record: JsonObject): readonly RecordOutcome[] {
    const outcome = readVerlRecord(record);
    const uid = readVerlUid(record);
    if (uid === null || outcome.kind !== 'rollout') return [outcome];
    const session = { key: `${uid.prompt}_${uid.session}`, output: uid.output, rollout: outcome.rollout };
    if (session.key === this.#open?.key) return [this.#replaceOpen(this.#open, session)];
    const given = this.#closed.get(session.key);
    if (given !== undefined) return [lateOutput(session, given)];
    const finished = this.end();
    this.#open = session;
    return finished;
  }

  end(): readonly RecordOutcome[] {
    if (this.#open === null) return [];
    const { key, output, rollout } = this.#open;
    this.#closed.set(key, output);
    this.#open = null;
    return [{ kind: 'rollout', rollout }];
  }

  #replaceOpen(open: OpenSession, session: OpenSession): RecordOutcome {
    if (session.output === open.output)
      return { kind: 'issue', code: 'duplicate_rollout', message: `uid ${session.key}_${session.output} stands twice` };
    // A later output's prompt is the agent's own summary: the question is the one that was asked first.
    const [first, last] = session.output > open.output ? [open, session] : [session, open];
    this.#open = { ...last, rollout: { ...last.rollout, question: first.rollout.question ?? last.rollout.question } };
    return { kind: 'skipped', code: 'earlier_output' };
  }
}

function lateOutput({ key, output }: OpenSession, given: number): RecordOutcome {
  if (output < given) return { kind: 'skipped', code: 'earlier_output' };
  const message = `output ${output} of session ${key} stands apart from its others; output ${given} was read`;
  return { kind: 'issue', code: 'duplicate_rollout', message };
}
