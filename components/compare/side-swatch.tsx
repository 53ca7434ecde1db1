import type { SideLook } from './side-look';

/** The line by which a side is recognised in every chart. */
export function SideSwatch({ look }: { readonly look: SideLook | undefined }) {
  return (
    <svg width="22" height="8" aria-hidden="true" style={{ flex: 'none' }}>
      <line x1="1" x2="21" y1="4" y2="4" strokeWidth="3" stroke={look?.colour} strokeDasharray={look?.dash} />
    </svg>
  );
}
