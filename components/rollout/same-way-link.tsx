'use client';

import Link, { type LinkProps } from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { AnchorHTMLAttributes } from 'react';
import { ButtonLink } from '@/components/shell/button-link';
import { readSameWay } from './reading-address';

type SameWayLinkProps = Omit<LinkProps<string>, 'href' | 'prefetch'> &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof LinkProps<string>> & { readonly href: string };

/** A link to another rollout that is read there as this one is now: as a record, raw, with the same text looked for. */
export function SameWayLink({ href, ...rest }: SameWayLinkProps) {
  const search = useSearchParams().toString();
  return <Link {...rest} href={readSameWay(href, search)} prefetch={false} />;
}

/** The same as a button. */
export function SameWayButton({ href, children }: { readonly href: string; readonly children: string }) {
  const search = useSearchParams().toString();
  return <ButtonLink href={readSameWay(href, search)}>{children}</ButtonLink>;
}
