import type { FileHead } from '@/lib/import/importer';
import type { ImportErrorCode } from '@/lib/import/import-error';
import { headText, recordsOf, type HeadShape, type RecordKeys } from './head-shape';

export interface Refusal {
  readonly code: ImportErrorCode;
  readonly message: string;
}

const CONTAINERS: readonly {
  readonly bytes: readonly number[];
  readonly code: ImportErrorCode;
  readonly message: string;
}[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    code: 'zip_not_supported',
    message: 'This is a zip archive (an Inspect .eval file is one too). Zip archives are not read yet.',
  },
  {
    bytes: [0x50, 0x41, 0x52, 0x31],
    code: 'parquet_not_supported',
    message: 'This is a Parquet file. Parquet is not read yet.',
  },
  { bytes: [0x1f, 0x8b], code: 'gzip_not_supported', message: 'This is a gzip file. Unpack it first.' },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    code: 'zstd_not_supported',
    message: 'This is a Zstandard file. Unpack it first.',
  },
  { bytes: [0xff, 0xfe], code: 'utf16_not_supported', message: 'This text is UTF-16. Only UTF-8 is read.' },
  { bytes: [0xfe, 0xff], code: 'utf16_not_supported', message: 'This text is UTF-16. Only UTF-8 is read.' },
];

/** What no importer can read whatever is asked for: empty files, containers, pointers, binary data. Null where none applies. */
export function refuseContainer(head: FileHead, shape: HeadShape): Refusal | null {
  if (shape.kind === 'empty' && head.complete) return { code: 'empty_file', message: 'The file is empty.' };
  for (const container of CONTAINERS) {
    if (container.bytes.every((byte, index) => head.bytes[index] === byte)) return container;
  }
  const text = headText(head);
  if (text.startsWith('version https://git-lfs')) {
    return {
      code: 'git_lfs_pointer',
      message: 'This is a Git LFS pointer, not the file itself. Fetch the content with `git lfs pull` first.',
    };
  }
  if (head.bytes.includes(0) && shape.kind === 'text') {
    return { code: 'binary_file', message: 'This is a binary file. Logs are read as UTF-8 text.' };
  }
  return null;
}

/** Why a file that no importer took is not a rollout log. */
export function refuseContent(shape: HeadShape): Refusal {
  if (shape.kind === 'text') return refuseText(shape.text);
  for (const keys of recordsOf(shape)) {
    const refusal = refuseRecord(keys);
    if (refusal !== null) return refusal;
  }
  if (shape.kind === 'json_list' || shape.kind === 'json_object') {
    if (recordsOf(shape).some((record) => record.has('messages'))) {
      return {
        code: 'unsupported_format',
        message: 'These are rollouts, but not one a line. Write JSON Lines: each record on a line of its own.',
      };
    }
  }
  const keys = [...new Set(recordsOf(shape).flatMap((record) => [...record.keys()]))].slice(0, 12);
  const found = keys.length === 0 ? 'no objects' : `the fields ${keys.join(', ')}`;
  return {
    code: 'unknown_format',
    message: `JSON, but of no known log format: it has ${found}. A rollout needs question or question_id, and messages.`,
  };
}

function refuseText(text: string): Refusal {
  const firstLine = text.trimStart().split('\n', 1)[0] ?? '';
  if (/^\s*"?(question|question_id)"?\s*[,;\t]/i.test(firstLine) && /\bentit(y|ies)\b/i.test(firstLine)) {
    return {
      code: 'is_entity_set',
      message: 'This is a table of gold entities, not a rollout log. Upload it as entities.',
    };
  }
  return {
    code: 'unknown_format',
    message: 'Text of no known log format: neither JSON nor a log of Thought, Action and Observation lines.',
  };
}

interface LookAlike {
  readonly all: readonly string[];
  readonly none?: readonly string[];
  readonly code: ImportErrorCode;
  readonly message: string;
}

const NOT_YET = 'Logs of this format are not read yet.';
/** Records that are known and are not (yet) rollouts; the first that fits answers. */
const LOOK_ALIKES: readonly LookAlike[] = [
  {
    all: ['instruction', 'output'],
    none: ['messages'],
    code: 'fine_tuning_set',
    message:
      'This is a fine-tuning set (instruction, input, output), not a rollout log: it has no turns and no outcome.',
  },
  {
    all: ['supporting_facts'],
    none: ['messages', 'completion'],
    code: 'is_entity_set',
    message: 'This is a HotpotQA question set with supporting facts, not a rollout log. Upload it as entities.',
  },
  {
    all: ['entities'],
    none: ['messages', 'completion', 'prompt'],
    code: 'is_entity_set',
    message: 'These are gold entities, not rollouts: there are no messages. Upload it as entities.',
  },
  {
    all: ['model', 'num_examples', 'rollouts_per_example'],
    code: 'companion_only',
    message: 'This is the metadata.json of a verifiers run, without rollouts. Drop it together with its results.jsonl.',
  },
  {
    all: ['responses_create_params', 'response'],
    code: 'unsupported_format',
    message: `This is a NeMo Gym rollout file. ${NOT_YET}`,
  },
  { all: ['task_id', 'traj', 'trial'], code: 'unsupported_format', message: `This is a tau-bench log. ${NOT_YET}` },
  { all: ['version', 'eval', 'samples'], code: 'unsupported_format', message: `This is an Inspect log. ${NOT_YET}` },
  {
    all: ['traces', 'env'],
    code: 'unsupported_format',
    message: `This is a verifiers v1 or prime-rl trace file. ${NOT_YET}`,
  },
  {
    all: ['input_prompt', 'output_response'],
    code: 'unsupported_format',
    message: `This is a SkyRL evaluation dump. ${NOT_YET}`,
  },
  { all: ['input', 'output', 'step'], code: 'unsupported_format', message: `This is a verl rollout dump. ${NOT_YET}` },
  { all: ['conversations'], code: 'unsupported_format', message: `This is a ShareGPT conversation file. ${NOT_YET}` },
  {
    all: ['messages'],
    none: ['question', 'question_id'],
    code: 'question_missing',
    message:
      'The records have messages, but neither question nor question_id, so rollouts of one question cannot be told apart.',
  },
  {
    all: ['question', 'answer'],
    none: ['messages', 'prompt', 'completion', 'output', 'history'],
    code: 'is_question_set',
    message: 'These are questions and answers without rollouts: there are no messages.',
  },
];

function refuseRecord(keys: RecordKeys): Refusal | null {
  const found = LOOK_ALIKES.find(
    (entry) => entry.all.every((key) => keys.has(key)) && !(entry.none ?? []).some((key) => keys.has(key)),
  );
  return found ?? null;
}
