import type { ImportedRollout, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { ImportEvent, RunDescription } from '@/lib/import/importer';
import type { PathFacts } from '@/lib/import/paths/path-facts';

/** What an importer made of a file, as text a person can check. */
export function renderImport(
  description: RunDescription,
  place: PathFacts | null,
  events: readonly ImportEvent[],
): string {
  const run = `run: ${description.name ?? '-'} ${JSON.stringify(description.metadata)}`;
  const header = place === null ? run : `${run}\npath: ${JSON.stringify(place)}`;
  return `${[header, ...events.map(renderEvent)].join('\n\n')}\n`;
}

function renderEvent(event: ImportEvent): string {
  switch (event.kind) {
    case 'issue':
      return `line ${event.line}: ISSUE ${event.code}: ${event.message}`;
    case 'skipped':
      return `line ${event.line}: skipped ${event.code}`;
    case 'rollout':
      return `line ${event.line}: ROLLOUT\n${renderRollout(event.rollout)}`;
  }
}

function renderRollout(rollout: ImportedRollout): string {
  const { messages, rawText, ...facts } = rollout;
  const factLines = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  const raw = rawText === null ? [] : [`  rawText: ${rawText.length} characters, ${rawText.split('\n').length} lines`];
  return [...factLines, ...raw, ...messages.map(renderMessage)].join('\n');
}

function renderMessage(message: RolloutMessage): string {
  const { role, content, reasoning_content: thought, tool_calls: calls, ...rest } = message;
  const lines = [`  | ${role}${Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`}`];
  if (thought !== undefined) lines.push(`  |   thinks: ${JSON.stringify(thought)}`);
  if (content !== '') lines.push(`  |   says: ${JSON.stringify(content)}`);
  for (const call of calls ?? [])
    lines.push(`  |   calls: ${call.id ?? '-'} ${call.function.name} ${call.function.arguments}`);
  return lines.join('\n');
}
