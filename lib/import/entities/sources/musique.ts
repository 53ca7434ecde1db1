import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { isNameOfAnswer } from '@/lib/import/entities/plain-value';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** A step's question refers to the answer of step 1 as `#1`; that is no name. */
const REFERENCE = /^\s*#\d+\s*$/;

/**
 * MuSiQue: titles of the supporting paragraphs (marked `is_supporting`, or the `paragraph_support_idx` of a step), answers of
 * the steps of `question_decomposition`, and `answer` with its `answer_aliases` as one entity.
 */
export const musique: EntityRecordFormat = {
  id: 'musique',
  label: 'MuSiQue',
  why: 'records with question_decomposition: titles, answers of the steps and the answer, without dates and numbers',
  fits: (record) => Object.hasOwn(record, 'question_decomposition'),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const names = new NameCollector();
    const steps = builder.objects('question_decomposition');
    const answers = steps.map((step) => (typeof step.answer === 'string' ? step.answer : null));
    const bad = answers.indexOf(null);
    if (bad !== -1) {
      builder.wrongType(`question_decomposition[${bad}].answer`, steps[bad]?.answer, 'a string');
    }
    for (const title of supportingTitles(builder.objects('paragraphs'), steps)) names.addTitle(title);
    for (const answer of answers) if (answer !== null && isName(answer)) names.addName(answer);
    const [answer, ...others] = builder.acceptedAnswers();
    if (answer !== undefined && isName(answer)) names.addName(answer, others);
    return builder.build(GoldQuestionBuilder.entitiesOf(names), 'question_decomposition and paragraphs name nothing');
  },
};

function isName(answer: string): boolean {
  return isNameOfAnswer(answer) && !REFERENCE.test(answer);
}

/** In the order of the steps, so that entities stand in the order of the path; then paragraphs that no step refers to. */
function supportingTitles(paragraphs: readonly JsonObject[], steps: readonly JsonObject[]): string[] {
  const byIndex = new Map(paragraphs.map((paragraph, position) => [paragraph.idx ?? position, paragraph]));
  const ofSteps = steps.map((step) => byIndex.get(step.paragraph_support_idx ?? -1));
  const marked = paragraphs.filter((paragraph) => paragraph.is_supporting === true);
  return [...ofSteps, ...marked].flatMap((paragraph) =>
    typeof paragraph?.title === 'string' ? [paragraph.title] : [],
  );
}
