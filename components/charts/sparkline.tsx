interface SparklineProps {
  /** In the order of steps; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly colour: string;
  /** What the line shows, with its first and last value. */
  readonly label: string;
}

const WIDTH = 72;
const HEIGHT = 18;
const INSET = 2;

/** A line the size of a word. Drawn on the server. */
export function Sparkline({ values, colour, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const x = (index: number) => INSET + (index / (values.length - 1)) * (WIDTH - 2 * INSET);
  const y = (value: number) =>
    range === 0 ? HEIGHT / 2 : HEIGHT - INSET - ((value - low) / range) * (HEIGHT - 2 * INSET);
  const segments = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          `${values[index - 1] === undefined || values[index - 1] === null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
        ],
  );
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} data-tip={label}>
      <path d={segments.join('')} fill="none" stroke={colour} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
