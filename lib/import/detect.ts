import { readHeadShape } from './detection/head-shape';
import { refuseContainer, refuseContent, type Refusal } from './detection/refusals';
import { findImporter, ROLLOUT_IMPORTERS } from './registry';
import type { ImportErrorCode } from './import-error';
import type { Detection, FileHead, RolloutImporter } from './importer';

/** Bytes of a file that detection looks at. */
export const HEAD_BYTES = 1024 * 1024;

export type DetectionResult =
  | { readonly kind: 'importer'; readonly importer: RolloutImporter; readonly why: string }
  | { readonly kind: 'refused'; readonly code: ImportErrorCode; readonly message: string };

type Found = Exclude<Detection, null>;

/**
 * Decides which importer reads a file, from its first MiB. Never throws.
 *
 * Files that nothing can read (empty, archives, pointers, binary) are refused whatever is asked for. A requested format is
 * then taken at its word. Else the one importer that is certain, else the one to which it is likely; two of the same
 * confidence are refused as `ambiguous_format`, never settled by order. What no importer takes is refused by what it is.
 *
 * @param requestedFormat id of an importer, or null to detect
 * @param importers for tests
 */
export function detectFormat(
  head: FileHead,
  requestedFormat: string | null,
  importers: readonly RolloutImporter[] = ROLLOUT_IMPORTERS,
): DetectionResult {
  const shape = readHeadShape(head);
  const unreadable = refuseContainer(head, shape);
  if (unreadable !== null) return refused(unreadable);
  if (requestedFormat !== null) return takeAtItsWord(requestedFormat);
  const answers = importers.flatMap((importer) => {
    const detection = importer.detect(head);
    return detection === null ? [] : [{ importer, detection }];
  });
  return choose(answers) ?? refused(refuseContent(shape));
}

function takeAtItsWord(requestedFormat: string): DetectionResult {
  const importer = findImporter(requestedFormat);
  if (importer !== null) return { kind: 'importer', importer, why: 'asked for' };
  const known = ROLLOUT_IMPORTERS.map(({ id }) => id).join(', ');
  return refused({ code: 'unknown_format', message: `No format is called "${requestedFormat}"; known are ${known}.` });
}

function choose(answers: readonly { importer: RolloutImporter; detection: Found }[]): DetectionResult | null {
  for (const confidence of ['certain', 'refused', 'likely'] as const) {
    const [first, ...others] = answers.filter(({ detection }) => detection.confidence === confidence);
    if (first === undefined) continue;
    if (first.detection.confidence === 'refused') {
      return refused({ code: first.detection.code, message: first.detection.why });
    }
    if (others.length === 0) return { kind: 'importer', importer: first.importer, why: first.detection.why };
    const ids = [first, ...others].map(({ importer }) => importer.id).join(', ');
    return refused({ code: 'ambiguous_format', message: `The file could be any of ${ids}; say which one it is.` });
  }
  return null;
}

function refused({ code, message }: Refusal): DetectionResult {
  return { kind: 'refused', code, message };
}

/** True for a file that belongs to the rollouts beside it and is no log of its own. */
export function isCompanion(path: string): boolean {
  return path.split('/').at(-1) === 'metadata.json';
}
