import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { isNestedDeeperThan } from '@/lib/import/json/json-value';
import { MAX_NESTING } from '@/lib/import/json/parse-json';
import { ISSUE_CODES, SKIP_CODES, type ImportEvent } from '@/lib/import/importer';

/** What holds for every event of every importer; answers what does not. */
export function brokenInvariants(events: readonly ImportEvent[]): string[] {
  const broken: string[] = [];
  for (const event of events) {
    const where = `line ${event.line}`;
    if (!Number.isInteger(event.line) || event.line < 1) broken.push(`${where} is no line number`);
    if (event.kind === 'issue' && !ISSUE_CODES.includes(event.code))
      broken.push(`${where}: unknown code ${event.code}`);
    if (event.kind === 'issue' && event.message.trim() === '') broken.push(`${where}: an issue without message`);
    if (event.kind === 'skipped' && !SKIP_CODES.includes(event.code))
      broken.push(`${where}: unknown code ${event.code}`);
    if (event.kind === 'rollout') broken.push(...brokenRollout(event.rollout).map((text) => `${where}: ${text}`));
  }
  return broken;
}

/** Whether the rule holds, and what to say where it does not. */
type Rule = readonly [boolean, string];

function brokenRollout(rollout: ImportedRollout): string[] {
  const rules = [...questionRules(rollout), ...numberRules(rollout), ...contentRules(rollout)];
  return rules.flatMap(([holds, text]) => (holds ? [] : [text]));
}

function questionRules(rollout: ImportedRollout): readonly Rule[] {
  return [[rollout.question === null || rollout.question.trim() !== '', 'a blank question']];
}

function numberRules(rollout: ImportedRollout): readonly Rule[] {
  return [
    [isCount(rollout.step) && isCount(rollout.rolloutIndex), 'step or rollout index is no count'],
    [isCount(rollout.tokens?.prompt ?? null) && isCount(rollout.tokens?.completion ?? null), 'tokens are no count'],
    [
      isFinite(rollout.score) && isFinite(rollout.rewardLogged) && isFinite(rollout.durationSeconds),
      'a number is not finite',
    ],
    [isFinite(rollout.correctnessMetric?.value ?? null), 'the metric is not finite'],
  ];
}

function contentRules(rollout: ImportedRollout): readonly Rule[] {
  return [
    [rollout.termination !== '', 'an empty termination'],
    [new Set(rollout.answers).size === rollout.answers.length, 'a gold answer twice'],
    [!isNestedDeeperThan(rollout.metadata, MAX_NESTING), 'metadata nests too deep'],
    [JSON.stringify(JSON.parse(JSON.stringify(rollout))) === JSON.stringify(rollout), 'not plain JSON'],
    [rollout.messages.every(({ content }) => typeof content === 'string'), 'a message without text'],
    [
      rollout.messages.every(({ tool_calls: calls }) => calls === undefined || calls.length > 0),
      'an empty list of calls',
    ],
  ];
}

function isCount(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0);
}

function isFinite(value: number | null): boolean {
  return value === null || Number.isFinite(value);
}
