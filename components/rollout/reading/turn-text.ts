import type { SpanKind } from '@/lib/core/rollout/transcript';
import type { LoadedTurn } from './turn-store';

const HEADS: Readonly<Record<SpanKind, string>> = {
  thought: 'Thought',
  text: 'Text',
  query: 'Tool call',
  observation: 'Observation',
  answer: 'Answer',
  prompt: 'Prompt',
};

/** A turn as plain text for the clipboard; a part of a long text says which part it is. */
export function turnText({ turn, spans }: LoadedTurn): string {
  const parts = spans.map(({ kind, tool, text, start, length }) => {
    const head = tool === null ? HEADS[kind] : `${HEADS[kind]} ${tool.name}`;
    const isWhole = start === 0 && text.length === length;
    const place = isWhole ? '' : ` (characters ${start + 1} to ${start + text.length} of ${length})`;
    return `${head}${place}:\n${text}`;
  });
  return `Turn ${turn}\n\n${parts.join('\n\n')}\n`;
}
