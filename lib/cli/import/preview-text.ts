import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ImportIssueRow } from '@/lib/api/schemas/import-issue';
import type { PreviewRollout } from '@/lib/api/schemas/preview-rollout';
import { countWords, percentWords, quantityWords } from '@/lib/import/words/number-words';
import {
  existingWords,
  leftOutWords,
  runFacts,
  SO_FAR,
  unreadableWords,
  unseenArchiveWords,
  type Fact,
} from '@/lib/import/words/preview-words';

import { oneLine } from './terminal-text';

const LONGEST_VALUE = 400;
const LONGEST_SPAN = 100;
const SPANS_SHOWN = 8;
const ISSUES_SHOWN = 3;
const LEFT_OUT_SHOWN = 20;
const COLUMNS_SHOWN = 30;
const NAME_WIDTH = 15;
/** Runs told in full, runs told with their facts, and runs named at all. */
const RUNS_IN_FULL = 3;
const RUNS_WITH_FACTS = 20;
const RUNS_NAMED = 200;

/** The preview of a drop as plain text, one fact a line; nothing of a log can command the terminal. */
export function previewText(preview: DropPreview, address: string): string {
  const parts = [
    ...preview.runs
      .slice(0, RUNS_WITH_FACTS)
      .map((run, index) => runText(run, address, index < RUNS_IN_FULL || run.format === null)),
    ...(preview.runs.length > RUNS_WITH_FACTS ? [moreRunsText(preview.runs.slice(RUNS_WITH_FACTS))] : []),
    ...preview.entitySets.map(entitySetText),
    ...(preview.leftOut.total === 0 ? [] : [leftOutText(preview.leftOut)]),
    ...unseenText(preview.leftOut),
    ...(preview.runs.some(({ format }) => format === null) ? [formatsText(preview.formats)] : []),
  ];
  return parts.length === 0 ? 'There are no files.\n' : `${parts.join('\n\n')}\n`;
}

/** Address of a run's page. */
export function runAddress(address: string, runId: number): string {
  return `${address}/runs/${runId}`;
}

function factLine({ name, value }: Fact): string {
  return `  ${name.padEnd(NAME_WIDTH)}${oneLine(value, LONGEST_VALUE)}`;
}

function runText(run: PreviewRun, address: string, inFull: boolean): string {
  const { existing } = run;
  const skipped = run.settings.skip === true ? ' (left out as you asked)' : '';
  return [
    `Run: ${oneLine(run.name, LONGEST_VALUE)}${skipped}`,
    ...(existing === null
      ? []
      : [
          factLine({
            name: 'There already',
            value: `${existingWords(existing)}: ${runAddress(address, existing.runId)}`,
          }),
        ]),
    ...runFacts(run).map(factLine),
    ...run.notices.map(({ message }) => factLine({ name: 'Note', value: message })),
    ...warningLines(run),
    ...(inFull ? recordLines(run) : []),
  ].join('\n');
}

function recordLines(run: PreviewRun): readonly string[] {
  return run.format === null ? tableLines(run) : firstRolloutLines(run);
}

function moreRunsText(runs: readonly PreviewRun[]): string {
  const named = runs.slice(0, RUNS_NAMED).map(({ name, label, files, rolloutsRead, complete, existing }) => {
    const already = existing === null ? '' : ', there already';
    const size = `${quantityWords(files.total, 'file')}, ${quantityWords(rolloutsRead, 'rollout')}${complete ? '' : SO_FAR}`;
    return `  ${oneLine(`${name}: ${size} (${label})${already}`, LONGEST_VALUE)}`;
  });
  const more = runs.length - named.length;
  return [
    `${quantityWords(runs.length, 'more run')}:`,
    ...named,
    ...(more > 0 ? [`  and ${countWords(more)} more`] : []),
  ].join('\n');
}

function warningLines(run: PreviewRun): readonly string[] {
  const isEmpty = run.format !== null && run.rolloutsRead === 0;
  const value = unreadableWords(run) ?? `no rollout was understood${SO_FAR}`;
  return [...(isEmpty ? [factLine({ name: 'Warning', value })] : []), ...issueLines(run.issues)];
}

function issueLines(issues: readonly ImportIssueRow[]): readonly string[] {
  if (issues.length === 0) return [];
  const shown = issues.slice(0, ISSUES_SHOWN).map(({ file, line, message }) => {
    return `  ${' '.repeat(NAME_WIDTH)}${oneLine(`${file === null ? '' : `${file}, `}line ${line}: ${message}`, LONGEST_VALUE)}`;
  });
  const head = factLine({
    name: 'Not used',
    value: `${quantityWords(issues.length, 'record')} of those read, such as`,
  });
  return [head, ...shown];
}

function tableLines({ columns, suggestedMapping }: PreviewRun): readonly string[] {
  const shown = columns.slice(0, COLUMNS_SHOWN);
  const more = columns.length - shown.length;
  const suggested =
    Object.keys(suggestedMapping).length === 0
      ? []
      : [factLine({ name: 'Suggested', value: JSON.stringify(suggestedMapping) })];
  return [
    factLine({ name: 'Columns', value: 'say which is what with --map FILE' }),
    ...shown.map(({ path, kind, example }) => {
      return `  ${' '.repeat(NAME_WIDTH)}${oneLine(`${path} (${kind}): ${example}`, LONGEST_SPAN)}`;
    }),
    ...(more > 0 ? [`  ${' '.repeat(NAME_WIDTH)}and ${countWords(more)} more`] : []),
    ...suggested,
  ];
}

function firstRolloutLines({ rollouts }: PreviewRun): readonly string[] {
  const [first] = rollouts;
  if (first === undefined) return [];
  const spans = first.turnList.flatMap(({ turn, spans }) => spans.map((span) => ({ turn, ...span })));
  const shown = spans.slice(0, SPANS_SHOWN).map(({ turn, kind, text }) => {
    return `    ${String(turn).padStart(3)} ${kind.padEnd(11)} ${oneLine(text, LONGEST_SPAN)}`;
  });
  const more = spans.length - shown.length;
  return [
    `  First rollout (${oneLine(first.file, LONGEST_SPAN)}, line ${first.line}), as it was read:`,
    ...rolloutFacts(first).map((fact) => `  ${factLine(fact)}`),
    ...shown,
    ...(more > 0 ? [`        and ${quantityWords(more, 'more piece')}`] : []),
  ];
}

function rolloutFacts(rollout: PreviewRollout): readonly Fact[] {
  const { question, questionId, answers, entities, prediction, correct } = rollout;
  return [
    { name: 'Question', value: question ?? questionId ?? 'not in the log' },
    { name: 'Gold answers', value: answers.length === 0 ? 'not in the log' : answers.join(' · ') },
    ...(entities === null || entities.length === 0 ? [] : [{ name: 'Entities', value: entities.join(' · ') }]),
    { name: 'Prediction', value: prediction ?? 'none' },
    { name: 'Correct', value: correct === null ? 'not decided' : correct ? 'yes' : 'no' },
  ];
}

function entitySetText(set: DropPreview['entitySets'][number]): string {
  const { path, why, questionsRead, complete, joined, questions, issues } = set;
  const part = complete ? '' : ' in the beginning of the file';
  const share = questionsRead === 0 ? '' : ` (${percentWords(joined / questionsRead)})`;
  return [
    `Gold entities: ${oneLine(path, LONGEST_VALUE)}`,
    factLine({ name: 'Recognised', value: why }),
    factLine({
      name: 'Questions',
      value: `${countWords(questionsRead)}${part}; the runs here ask ${countWords(joined)}${share}`,
    }),
    ...questions.slice(0, 2).map(({ question, questionId, entities }) => {
      return factLine({ name: 'Such as', value: `${question ?? questionId ?? ''}: ${entities.join(' · ')}` });
    }),
    ...issueLines(issues),
  ].join('\n');
}

function leftOutText({ total, first }: DropPreview['leftOut']): string {
  const shown = first.slice(0, LEFT_OUT_SHOWN);
  const more = total - shown.length;
  return [
    `Left out: ${quantityWords(total, 'file')}`,
    ...shown.map((file) => `  ${oneLine(`${file.path}: ${leftOutWords(file)}`, LONGEST_VALUE)}`),
    ...(more > 0 ? [`  and ${countWords(more)} more`] : []),
  ].join('\n');
}

function unseenText({ first }: DropPreview['leftOut']): readonly string[] {
  const warnings = first.flatMap((file) => unseenArchiveWords(file) ?? []);
  return warnings.length === 0 ? [] : [warnings.map((words) => oneLine(`Warning: ${words}`, LONGEST_VALUE)).join('\n')];
}

function formatsText(formats: DropPreview['formats']): string {
  return ['Formats for --format:', ...formats.map(({ id, label }) => `  ${id.padEnd(NAME_WIDTH)} ${label}`)].join('\n');
}
