/** How a line looks, also without colour. */
export interface LineLook {
  readonly colour: string;
  /** Dash pattern; undefined is a whole line. */
  readonly dash?: string | undefined;
}

interface LineSwatchProps {
  readonly look: LineLook | undefined;
  readonly widthPx?: number;
}

/** The line by which a series is recognised, beside its name. */
export function LineSwatch({ look, widthPx = 26 }: LineSwatchProps) {
  return (
    <svg width={widthPx} height="8" aria-hidden="true" style={{ flex: 'none' }}>
      <line x1="0" x2={widthPx} y1="4" y2="4" strokeWidth="2.5" stroke={look?.colour} strokeDasharray={look?.dash} />
    </svg>
  );
}
