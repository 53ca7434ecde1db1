const LARGEST_DISTANCE = 2;

function swapsAt(left: string, right: string, row: number, at: number): boolean {
  if (at < 2 || row < 2) return false;
  return left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1];
}

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function editDistance(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const replaced = (last[at - 1] ?? 0) + (left[row - 1] === right[at - 1] ? 0 : 1);
      const swapped = swapsAt(left, right, row, at) ? (beforeLast[at - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min((last[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}

/**
 * The known word that a mistyped one probably means, case ignored: at most two edits away (one for words of up to four
 * letters), or the only one that begins with it. Null where none is near.
 *
 * @example nearestWord('near_mis', ['correct', 'near_miss']) // 'near_miss'
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const allowed = wanted.length <= 4 ? 1 : LARGEST_DISTANCE;
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= allowed && (nearest === null || distance < nearest.distance))
      nearest = { word: candidate, distance };
  }
  if (nearest !== null) return nearest.word;
  const begun = wanted.length < 2 ? [] : known.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? (begun[0] ?? null) : null;
}
