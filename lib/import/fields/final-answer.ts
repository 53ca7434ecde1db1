import { splitAssistantText } from '@/lib/core/rollout/tagged-text';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';

/**
 * What the last message hands in, where a log has no prediction of its own: the last `<answer>` of it, else its text
 * behind any thought. Null where the rollout ends with a tool call, an observation or no text.
 */
export function finalAnswerText(messages: readonly RolloutMessage[]): string | null {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || (last.tool_calls ?? []).length > 0) return null;
  const tagged = textInLastAnswerTag(last.content);
  if (tagged === null && splitAssistantText(last.content).at(-1)?.kind === 'query') return null;
  const text = (tagged ?? afterLastThought(last.content)).trim();
  return text === '' ? null : text;
}

function textInLastAnswerTag(content: string): string | null {
  const open = content.lastIndexOf('<answer>');
  if (open === -1) return null;
  const close = content.indexOf('</answer>', open);
  return content.slice(open + '<answer>'.length, close === -1 ? content.length : close);
}

function afterLastThought(content: string): string {
  const end = content.lastIndexOf('</think>');
  if (end !== -1) return content.slice(end + '</think>'.length);
  // A thought that was opened and never closed is all thought.
  const open = content.indexOf('<think>');
  return open === -1 ? content : content.slice(0, open);
}
