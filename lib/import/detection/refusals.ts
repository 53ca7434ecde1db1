import { baseNameOf } from '@/lib/import/paths/path-facts';
import { findLookAlike, isSummary } from './look-alikes';
import type { FormatProbe } from '@/lib/import/importer';
import type { ImportErrorCode } from '@/lib/import/import-error';

export interface Refusal {
  readonly code: ImportErrorCode;
  readonly message: string;
}

/** What is no log whatever is asked for: pointers, UTF-16, binary data. Null where none applies; archives are opened before. */
export function refuseBytes(bytes: Uint8Array): Refusal | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { code: 'utf16_not_supported', message: 'This text is UTF-16. Only UTF-8 is read.' };
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 24)).startsWith('version https://git-lfs')) {
    return {
      code: 'git_lfs_pointer',
      message: 'This is a Git LFS pointer, not the file itself. Fetch the content with `git lfs pull` first.',
    };
  }
  if (bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 0) <= 5) {
    return {
      code: 'pickle_not_supported',
      message:
        'This is a Python pickle. Pickles can run code when they are opened, so they are not read; write the samples as JSON Lines.',
    };
  }
  if (bytes.subarray(0, 8192).includes(0)) {
    return {
      code: 'binary_file',
      message: 'This is a binary file. Logs are read as UTF-8 text, JSON, Parquet or archives of them.',
    };
  }
  return null;
}

/**
 * Why the files of an archive are no logs whatever they are called; null where they may be. PyTorch writes `.pt` files as
 * zip archives around a pickle: slime's `--save-debug-rollout-data` does.
 *
 * @param memberPaths paths of the members, as the archive has them
 */
export function refuseArchive(memberPaths: readonly string[]): Refusal | null {
  const isTorch = memberPaths.some((path) => baseNameOf(path) === 'data.pkl');
  if (!isTorch) return null;
  return {
    code: 'pickle_not_supported',
    message:
      'This is a PyTorch file, a Python pickle inside a zip (slime writes its debug rollouts so). Pickles can run code when they are opened, so they are not read. Load it with torch.load where you trust it and write its samples as JSON Lines, with prompt, response, label, reward and group_index: that is read.',
  };
}

/** Why a file that no importer took is not a rollout log. */
export function refuseContent(probe: FormatProbe): Refusal {
  if (probe.container === 'text') return refuseText(probe.text);
  for (const record of probe.records) {
    const lookAlike = findLookAlike(record);
    if (lookAlike !== null) return lookAlike;
  }
  const name = baseNameOf(probe.path);
  if (isSummary(probe)) {
    return {
      code: 'companion_only',
      message: `${name} holds figures only, as a summary of a run does, and no rollouts. Drop the log that lies beside it.`,
    };
  }
  const keys = [...new Set(probe.records.flatMap((record) => Object.keys(record)))].slice(0, 12);
  const found = keys.length === 0 ? 'no objects' : `the fields ${keys.map((key) => key.slice(0, 60)).join(', ')}`;
  return {
    code: 'unknown_format',
    message: `${name} holds records of no known log format: ${found}. Say which field is which to import it.`,
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
