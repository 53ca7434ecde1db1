/** Hues of the theme for entities (`--entity-1` ...). */
const HUES = 12;

/** The hue of an entity, from 1, by its position in the list; they begin again after the last, so a number stands beside. */
export function hueOfEntity(position: number): number {
  return (position % HUES) + 1;
}
