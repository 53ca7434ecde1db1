/** Event that tells a turn to mark its mentions at once, because one of them is about to be shown. */
export const MARK_MENTIONS = 'nearmiss:mark-mentions';

function marksOf(turn: Element): readonly HTMLElement[] {
  turn.dispatchEvent(new Event(MARK_MENTIONS));
  return [...turn.querySelectorAll<HTMLElement>('mark')];
}

/** The mention after (1) or before (-1) the marked one in reading order, round the end; null where there is none. */
function neighbour(current: HTMLElement | null, offset: 1 | -1): HTMLElement | null {
  const turns = [...document.querySelectorAll<HTMLElement>('[data-turn][data-mentions]')];
  const home = current?.closest('[data-turn]') ?? null;
  const at = turns.findIndex((turn) => turn === home);
  if (current !== null && at >= 0) {
    const own = [...(home?.querySelectorAll<HTMLElement>('mark') ?? [])];
    const within = own[own.indexOf(current) + offset];
    if (within !== undefined) return within;
  }
  const start = at >= 0 ? at + offset : offset === 1 ? 0 : turns.length - 1;
  const turn = turns[(start + turns.length) % turns.length];
  if (turn === undefined) return null;
  return marksOf(turn).at(offset === 1 ? 0 : -1) ?? null;
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
