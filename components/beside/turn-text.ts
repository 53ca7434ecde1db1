import type { LoadedTurn } from '@/components/rollout/reading/turn-store';

/** Reads the texts of a turn. @throws Error with a sentence that says why it cannot */
export type LoadTurn = (rollout: string, turn: number) => Promise<LoadedTurn>;

/** The thoughts of a turn as one text. */
export function thoughtOf({ spans }: LoadedTurn): string {
  return spans
    .filter(({ kind }) => kind === 'thought' || kind === 'text')
    .map(({ text }) => text)
    .join('\n');
}
