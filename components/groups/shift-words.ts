import { formatCount } from '@/components/format/format-number';
import type { AdvantageShift, RankRange } from '@/lib/core/shape/advantage-shifts';

const SIGNS = { '-1': '−', '0': '0', '1': '+' } as const;
/** More rollouts than these are counted, not listed. */
const MOST_LISTED = 12;

function signWord(sign: number): string {
  return sign < 0 ? SIGNS['-1'] : sign > 0 ? SIGNS['1'] : SIGNS['0'];
}

function rankWords({ first, last }: RankRange): string {
  return first === last ? String(first) : `${first}–${last}`;
}

/** What changes for one rollout: `sign changes from 0 to +; rank rises from 3–8 to 3`; empty where nothing does. */
export function shiftWords({
  signGrpo,
  signEGrpo,
  signChanges,
  rankGrpo,
  rankEGrpo,
  rankMoves,
}: AdvantageShift): string {
  const parts: string[] = [];
  if (signChanges) parts.push(`sign changes from ${signWord(signGrpo)} to ${signWord(signEGrpo)}`);
  if (rankMoves !== 0) {
    const verb = rankMoves > 0 ? 'rises' : 'falls';
    parts.push(`rank ${verb} from ${rankWords(rankGrpo)} to ${rankWords(rankEGrpo)}`);
  }
  return parts.join('; ');
}

function listed(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MOST_LISTED).join(', ');
  return numbers.length > MOST_LISTED ? `${shown} and ${formatCount(numbers.length - MOST_LISTED)} more` : shown;
}

interface ShiftedMember {
  /** As shown, from 1. */
  readonly label: number;
  readonly shift: AdvantageShift | null;
}

function signSentence(members: readonly ShiftedMember[]): string {
  const byChange = new Map<string, number[]>();
  for (const { label, shift } of members) {
    if (shift === null || !shift.signChanges) continue;
    const change = `from ${signWord(shift.signGrpo)} to ${signWord(shift.signEGrpo)}`;
    byChange.set(change, [...(byChange.get(change) ?? []), label]);
  }
  if (byChange.size === 0) return 'no advantage changes its sign';
  return [...byChange].map(([change, labels]) => `the sign of ${listed(labels)} changes ${change}`).join('; ');
}

/**
 * What E-GRPO changes in a group's advantages, in one sentence. Ties share their ranks; a rank moves where the middle of
 * its places does.
 *
 * @returns null where no rollout has both advantages
 */
export function shiftSentence(members: readonly ShiftedMember[]): string | null {
  if (members.every(({ shift }) => shift === null)) return null;
  const moved = (direction: number): readonly number[] =>
    members.filter(({ shift }) => shift?.rankMoves === direction).map(({ label }) => label);
  const ranks = [
    { verb: 'rises', labels: moved(1) },
    { verb: 'falls', labels: moved(-1) },
  ].filter(({ labels }) => labels.length > 0);
  const rankWord = ranks.map(({ verb, labels }) => `the rank of ${listed(labels)} ${verb}`).join('; ');
  return `From GRPO to E-GRPO ${signSentence(members)}; ${rankWord === '' ? 'no rank moves' : rankWord}.`;
}
