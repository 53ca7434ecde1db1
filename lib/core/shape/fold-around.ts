/** A stretch of text: UTF-16 offsets, `end` not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A place that matters in a text: a mention of an entity, a match of a search. */
export interface FoldPlace extends TextRange {
  /** What is there, such as the position of an entity: more of the same soon tells nothing new. */
  readonly group: number;
}

/** A piece of a folded text: drawn, or a gap that stands for it. */
export interface FoldPiece extends TextRange {
  readonly isShown: boolean;
  /** Places that begin in a gap; 0 for a piece that is shown. */
  readonly placesHidden: number;
}

/** How a text folds; all lengths in UTF-16 units. */
export interface FoldShape {
  /** Shown before and after each place, more where a line or a word ends near. */
  readonly around: number;
  /** Shown of the beginning where nothing is mentioned. */
  readonly beginning: number;
  /** A shorter stretch between two pieces is not worth a gap. */
  readonly leastGap: number;
  /** Pieces shown at most, the beginning counted; places beyond stay in the last gap, which counts them. */
  readonly mostPieces: number;
  /** Places of one group that get an excerpt; later ones are shown only where they stand in one, and counted in gaps. */
  readonly mostOfGroup: number;
}

/** Shown of the beginning where places follow: enough to tell which page it is. */
const HEAD = 100;
/** How far to look for the end of a line, and of a word, so that a piece is not cut inside one. */
const LINE_REACH = 90;
const WORD_REACH = 30;

/**
 * Folds a long text around the places that matter in it (mentions, matches): its first line, and an excerpt around each
 * place, merged where they are near; the rest are gaps. One pass over sorted places: thousands of them and a text of a
 * megabyte cost little.
 *
 * @param places in any order, overlapping or not; what leaves the text is cut to it, empty ones are left out
 * @param kept stretches that are shown whatever `mostPieces` says: gaps that were opened, the match that was jumped to
 * @returns Pieces in order, which joined give the text back; none for an empty text. The first `mostOfGroup` places of
 *   each group stand in shown pieces as long as these are no more than `mostPieces`.
 */
export function foldAround(
  text: string,
  places: readonly FoldPlace[],
  shape: FoldShape,
  kept: readonly TextRange[] = [],
): readonly FoldPiece[] {
  const ordered = inText(places, text.length);
  const windows = excerpts(text, firstOfGroups(ordered, shape.mostOfGroup), shape);
  const extra = inText(kept, text.length);
  const shown = mergeNear([...windows, ...extra].sort(byStart), shape.leastGap, text.length);
  return withGaps(shown, ordered, text.length);
}

function byStart(a: TextRange, b: TextRange): number {
  return a.start - b.start;
}

function inText<Range extends TextRange>(ranges: readonly Range[], length: number): readonly Range[] {
  return ranges
    .map((range) => ({ ...range, start: Math.max(0, range.start), end: Math.min(length, range.end) }))
    .filter(({ start, end }) => start < end)
    .sort(byStart);
}

function firstOfGroups(places: readonly FoldPlace[], most: number): readonly FoldPlace[] {
  const counts = new Map<number, number>();
  return places.filter(({ group }) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= most;
  });
}

/** The beginning, and a window around each place, merged where they are near; `mostPieces` at most. */
function excerpts(text: string, places: readonly TextRange[], shape: FoldShape): readonly TextRange[] {
  const isPlain = places.length === 0;
  let last = { start: 0, end: endNear(text, isPlain ? shape.beginning : Math.min(HEAD, shape.beginning)) };
  const windows = [last];
  for (const place of places) {
    if (place.end + shape.around <= last.end) continue;
    const start = startNear(text, place.start - shape.around);
    const end = Math.max(last.end, endNear(text, place.end + shape.around));
    if (start - last.end < shape.leastGap) last.end = end;
    else if (windows.length >= shape.mostPieces) break;
    else {
      last = { start, end };
      windows.push(last);
    }
  }
  return windows;
}

function mergeNear(ranges: readonly TextRange[], leastGap: number, length: number): readonly TextRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && start - last.end < leastGap) last.end = Math.max(last.end, end);
    else merged.push({ start: start < leastGap ? 0 : start, end });
  }
  const last = merged.at(-1);
  if (last !== undefined && length - last.end < leastGap) last.end = length;
  return merged;
}

function withGaps(shown: readonly TextRange[], places: readonly TextRange[], length: number): readonly FoldPiece[] {
  const pieces: FoldPiece[] = [];
  let next = 0;
  const placesBefore = (end: number): number => {
    const first = next;
    while ((places[next]?.start ?? Infinity) < end) next += 1;
    return next - first;
  };
  let position = 0;
  for (const { start, end } of [...shown, { start: length, end: length }]) {
    if (start > position)
      pieces.push({ start: position, end: start, isShown: false, placesHidden: placesBefore(start) });
    if (end > start) pieces.push({ start, end, isShown: true, placesHidden: 0 });
    placesBefore(end);
    position = end;
  }
  return pieces;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The start of the line or the word that `at` stands in, where it is near; never inside a surrogate pair. */
function startNear(text: string, at: number): number {
  if (at <= 0) return 0;
  const before = text.slice(Math.max(0, at - LINE_REACH), at);
  const line = before.lastIndexOf('\n');
  if (line !== -1) return at - before.length + line + 1;
  const words = before.slice(-WORD_REACH);
  const gap = Math.max(words.lastIndexOf(' '), words.lastIndexOf('\t'));
  if (gap !== -1) return at - words.length + gap + 1;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

/** The end of the line (its line feed included) or of the word that `at` stands in, where it is near. */
function endNear(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const after = text.slice(at, at + LINE_REACH);
  const line = after.indexOf('\n');
  if (line !== -1) return at + line + 1;
  const gap = after.slice(0, WORD_REACH).search(/[ \t]/);
  if (gap !== -1) return at + gap;
  return isLowSurrogate(text, at) ? at + 1 : at;
}
