'use client';

import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';

/** The link that names each row of the tables on the page, in order. */
function rowLinks(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main tbody th[scope="row"] a')];
}

/** `j` and `k` go to the next and the previous row of a list; Enter opens it, since its link has the focus. */
export function RowKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (by === 0 || isTyping(event)) return;
      const links = rowLinks();
      const row = document.activeElement?.closest('tr') ?? null;
      const at = links.findIndex((link) => row !== null && link.closest('tr') === row);
      const next = at < 0 ? links[0] : links[at + by];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return null;
}
