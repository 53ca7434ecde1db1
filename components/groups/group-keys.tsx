'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';

interface GroupKeysProps {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

/** `n` and `p` go to the next and the previous group. */
export function GroupKeys({ previousHref, nextHref }: GroupKeysProps) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const href = event.key === 'n' ? nextHref : event.key === 'p' ? previousHref : null;
      if (href === null || isTyping(event)) return;
      event.preventDefault();
      router.push(href);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, previousHref, nextHref]);
  return null;
}
