import { mentionsOfTurn } from './mention-steps';
import type { Reader, Target } from './reader';
import { barsPx, topOfPlace } from './reading-place';
import type { LoadedSpan } from './turn-store';

/** `waiting`: something is loaded or drawn first; look again in the next frame. */
type Reached = 'reached' | 'waiting';

function spanElement(list: Element, span: number): Element | null {
  return list.querySelector(`[data-span="${span}"]`);
}

function loadedSpan(reader: Reader, turn: number, span: number): LoadedSpan | null {
  return reader.store.loaded(turn)?.spans.find((one) => one.span === span) ?? null;
}

/** The span with the part of its text that holds an offset; null while that is being loaded. */
function spanAround(reader: Reader, turn: number, span: number, offset: number): LoadedSpan | null {
  const here = loadedSpan(reader, turn, span);
  if (here === null) return null;
  if (offset >= here.start && offset < here.start + Math.max(1, here.text.length)) return here;
  void reader.loadPartAround(turn, span, offset).catch(() => undefined);
  return null;
}

function bringIntoView(rectangle: DOMRect): void {
  const middle = rectangle.top + rectangle.height / 2;
  if (middle > innerHeight * 0.25 && middle < innerHeight * 0.75) return;
  scrollBy({ top: middle - innerHeight / 2, behavior: 'instant' });
}

function reachTurn(list: Element, turn: number): Reached {
  const row = list.querySelector<HTMLElement>(`#turn-${turn}`);
  if (row === null) return 'waiting';
  row.focus({ preventScroll: true });
  return 'reached';
}

function reachPlace(list: Element, reader: Reader, target: Extract<Target, { kind: 'place' }>): Reached {
  const { place, focus } = target;
  const row = list.querySelector<HTMLElement>(`[data-index="${place.row}"]`);
  if (row === null || reader.store.stateOf(target.turn).kind === 'absent') return 'waiting';
  const { top, height } = row.getBoundingClientRect();
  const from = scrollY;
  const offPx = top - barsPx() - topOfPlace(place, height);
  if (Math.abs(offPx) >= 1) scrollBy({ top: offPx, behavior: 'instant' });
  // Rows that come into sight may turn out taller than they were taken for: look again until nothing moves.
  if (Math.abs(scrollY - from) >= 1) return 'waiting';
  if (focus) row.focus({ preventScroll: true });
  return 'reached';
}

function reachMention(list: Element, reader: Reader, target: Extract<Target, { kind: 'mention' }>): Reached {
  const { mention } = target;
  if (spanAround(reader, mention.turn, mention.span, mention.start) === null) return 'waiting';
  const element = spanElement(list, mention.span);
  if (element === null) return 'waiting';
  const start = mention.start - (loadedSpan(reader, mention.turn, mention.span)?.start ?? 0);
  const mark = element.querySelector<HTMLElement>(`mark[data-start="${start}"]`);
  if (mark === null) {
    if (reader.isOpen(mention.span)) return 'reached';
    reader.setOpen(mention.span, true);
    return 'waiting';
  }
  for (const old of list.querySelectorAll('mark[data-current]')) old.removeAttribute('data-current');
  mark.setAttribute('data-current', '');
  bringIntoView(mark.getBoundingClientRect());
  return 'reached';
}

function reachUnread(reader: Reader, target: Extract<Target, { kind: 'unread-mention' }>): Reached {
  const turn = reader.store.loaded(target.turn);
  if (turn === null) return 'waiting';
  const own = mentionsOfTurn(turn, target.entity);
  const mention = own.at(target.pick === 'first' ? 0 : -1);
  reader.show(
    mention === undefined ? { kind: 'turn', turn: target.turn } : { kind: 'mention', turn: mention.turn, mention },
  );
  return 'waiting';
}

function reachFound(list: Element, reader: Reader, { place }: Extract<Target, { kind: 'found' }>): Reached {
  if (spanAround(reader, place.turn, place.span, place.start) === null) return 'waiting';
  const element = spanElement(list, place.span);
  if (element === null) return 'waiting';
  const mark = element.querySelector('mark[data-found="current"]');
  if (mark === null && !reader.isOpen(place.span)) {
    reader.setOpen(place.span, true);
    return 'waiting';
  }
  bringIntoView((mark ?? element).getBoundingClientRect());
  return 'reached';
}

/** Goes to what the reader was sent to, as far as it is drawn. Called frame by frame until it is reached. */
export function reachTarget(list: Element, reader: Reader, target: Target): Reached {
  switch (target.kind) {
    case 'turn':
      return reachTurn(list, target.turn);
    case 'place':
      return reachPlace(list, reader, target);
    case 'mention':
      return reachMention(list, reader, target);
    case 'unread-mention':
      return reachUnread(reader, target);
    case 'found':
      return reachFound(list, reader, target);
  }
}

/** The span a target stands in; null where it is a turn. */
export function spanOfTarget(target: Target): number | null {
  if (target.kind === 'mention') return target.mention.span;
  return target.kind === 'found' ? target.place.span : null;
}
