const STEPS = [1, 2, 5, 10] as const;

/**
 * Round numbers (1, 2 or 5 times a power of ten apart) from at or below the smallest to at or above the largest.
 *
 * @param most ticks wanted, about
 */
export function roundTicks(low: number, high: number, most = 6): readonly number[] {
  const rough = (high - low) / most;
  if (!(rough > 0) || !Number.isFinite(rough)) return [low, low + 1];
  const power = Math.floor(Math.log10(rough));
  const unit = STEPS.find((step) => step * 10 ** power >= rough * (1 - 1e-9)) ?? 10;
  // A power below one divides, so that ticks are the doubles of their decimals: 3 / 10, not 3 x 0.1.
  const at = (tick: number): number => (power < 0 ? (tick * unit) / 10 ** -power : tick * unit * 10 ** power);
  const size = at(1);
  const first = Math.floor(low / size + 1e-9);
  const last = Math.ceil(high / size - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, tick) => at(first + tick));
}
