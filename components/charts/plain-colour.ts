const MIXED = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)\)$/;

/**
 * A computed colour as programs that draw SVG outside a browser read it: mixed ones, which browsers give as
 * `color(srgb 0.5 0.25 1)`, become `rgb(128, 64, 255)`; all others stay.
 */
export function plainColour(computed: string): string {
  const [, ...parts] = MIXED.exec(computed) ?? [];
  if (parts.length === 0) return computed;
  return `rgb(${parts.map((part) => Math.round(Number(part) * 255)).join(', ')})`;
}
