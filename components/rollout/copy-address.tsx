'use client';

import { CopyButton } from '@/components/browser/copy-button';

/** Copies the address of the page with the turn that is read. */
export function CopyAddress() {
  return <CopyButton text={() => location.href} label="Copy link" of="to this rollout" />;
}
