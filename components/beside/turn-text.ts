import type { Mention } from '@/components/rollout/transcript';
import type { SpanKind } from '@/lib/core/rollout/transcript';

/** The texts of one turn, as they are asked for. */
export interface TurnText {
  /** What the mentions point to. */
  readonly entityNames: readonly string[];
  readonly spans: readonly {
    readonly kind: SpanKind;
    readonly tool: string | null;
    readonly text: string;
    /** Characters of the whole text; more than `text` has where it was cut. */
    readonly length: number;
    readonly mentions: readonly Mention[];
  }[];
}

/** Reads the texts of a turn. @throws Error with a sentence that says why it cannot */
export type LoadTurn = (rollout: string, turn: number) => Promise<TurnText>;

/** The thoughts of a turn as one text. */
export function thoughtOf({ spans }: TurnText): string {
  return spans
    .filter(({ kind }) => kind === 'thought' || kind === 'text')
    .map(({ text }) => text)
    .join('\n');
}
