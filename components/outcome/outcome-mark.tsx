import type { OutcomeTone } from './outcomes';

const STROKE_WIDTH = 1.6;

function glyph(tone: OutcomeTone) {
  const colour = `var(--mark-${tone})`;
  const ring = <circle cx="8" cy="8" r="5.8" fill="none" stroke={colour} strokeWidth={STROKE_WIDTH} />;
  switch (tone) {
    case 'correct':
      return (
        <>
          <circle cx="8" cy="8" r="6.6" fill={colour} />
          <path d="M4.9 8.2 7.2 10.4 11.2 5.8" fill="none" stroke="var(--surface)" strokeWidth="1.7" />
        </>
      );
    case 'near-miss':
      return (
        <>
          {ring}
          <path d="M8 2.2a5.8 5.8 0 1 1-5.8 5.8H8z" fill={colour} />
        </>
      );
    case 'partial':
      return (
        <>
          <circle cx="8" cy="8" r="5.8" fill="none" stroke="var(--mark-partial-edge)" strokeWidth={STROKE_WIDTH} />
          <path d="M8 2.2A5.8 5.8 0 0 1 13.8 8H8z" fill="var(--mark-partial-edge)" />
        </>
      );
    case 'failure':
      return ring;
    case 'wrong':
      return (
        <>
          {ring}
          <path d="M5.2 8h5.6" stroke={colour} strokeWidth={STROKE_WIDTH} />
        </>
      );
    case 'error':
      return <path d="M3.6 3.6 12.4 12.4M12.4 3.6 3.6 12.4" fill="none" stroke={colour} strokeWidth="2.2" />;
    case 'unknown':
      return (
        <circle
          cx="8"
          cy="8"
          r="5.8"
          fill="none"
          stroke={colour}
          strokeWidth={STROKE_WIDTH}
          strokeDasharray="2.4 2.2"
        />
      );
  }
}

/** The sign of an outcome: the fuller the disc, the more was found; a cross is an error. Decoration beside a label. */
export function OutcomeMark({ tone, size = 14 }: { readonly tone: OutcomeTone; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {glyph(tone)}
    </svg>
  );
}
