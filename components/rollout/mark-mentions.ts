/** Event that tells a turn to mark its mentions at once, because one of them is about to be shown. */
export const MARK_MENTIONS = 'nearmiss:mark-mentions';

function marksOf(turn: Element): readonly HTMLElement[] {
  turn.dispatchEvent(new Event(MARK_MENTIONS));
  return [...turn.querySelectorAll<HTMLElement>('mark')];
}

/** The mention after (1) or before (-1) the marked one in reading order, round the end; null where there is none. */
function neighbour(current: HTMLElement | null, offset: 1 | -1): HTMLElement | null {
  const home = current?.closest<HTMLElement>('[data-turn]') ?? null;
  if (current !== null && home !== null) {
    const own = marksOf(home);
    const within = own[own.indexOf(current) + offset];
    if (within !== undefined) return within;
  }
  const turns = [...document.querySelectorAll<HTMLElement>('[data-turn][data-mentions]')];
  const first = offset === 1 ? 0 : -1;
  const turn = home === null ? turns.at(first) : turns[turns.indexOf(home) + offset];
  const next = turn ?? turns.at(first);
  return next === undefined ? null : (marksOf(next).at(first) ?? null);
}

function unfold(mention: Element): void {
  const fold = mention.closest('div:has(> label > [data-fold])')?.querySelector<HTMLInputElement>('[data-fold]');
  if (fold !== null && fold !== undefined && !fold.checked) fold.click();
}

/** Goes to the next or the previous entity mention of the transcript. */
export function stepMention(offset: 1 | -1): void {
  const current = document.querySelector<HTMLElement>('mark[data-current]');
  const target = neighbour(current, offset);
  if (target === null) return;
  current?.removeAttribute('data-current');
  target.setAttribute('data-current', '');
  unfold(target);
  target.scrollIntoView({ block: 'center' });
}
