import type { Entity } from './entity';
import { foldEntityName, foldText } from './fold-text';
import { decodeHtmlReferences } from './html-references';

export const ENTITY_WARNING_CODES = [
  'answer_is_entity',
  'entity_in_question',
  'entity_empty',
  'entity_repeated',
  'entity_short',
  'html_reference',
] as const;
export type EntityWarningCode = (typeof ENTITY_WARNING_CODES)[number];

/** A doubt about one entity of a question. `entity` is its position in the question's list. */
export interface EntityWarning {
  readonly code: EntityWarningCode;
  readonly entity: number;
  readonly message: string;
}

/** Names of fewer characters than this are found by chance in almost any text. */
const SHORTEST_SAFE_NAME = 3;

/**
 * What is doubtful about a question's gold entities. Texts are compared as the matcher `normalised` reads them.
 * - `entity_empty`: the name has no visible character; it never matches, and no other warning is given for it
 * - `entity_repeated`: an earlier entity has the same name; both count, so one mention counts twice
 * - `entity_short`: fewer than 3 characters, found by chance
 * - `answer_is_entity`: it is one of the gold answers, so the match rate knows whether the answer is right
 * - `entity_in_question`: it stands in the question, so repeating the question finds it
 * - `html_reference`: the name is written as HTML (`&amp;`), which no text of a rollout is; reading a set of gold entities
 *   adds the plain text as an alias, which only the matcher `aliases` looks for
 *
 * @param input.question Text of the question, or null where the log has only an id.
 * @returns In the order of the entities; several per entity in the order above.
 */
export function entityWarnings(input: {
  readonly question: string | null;
  readonly answers: readonly string[];
  readonly entities: readonly Entity[];
}): readonly EntityWarning[] {
  const question = input.question === null ? '' : foldText(input.question);
  const answers = new Set(input.answers.map(foldEntityName));
  const firstWithName = new Map<string, number>();
  return input.entities.flatMap(({ name, aliases }, entity): EntityWarning[] => {
    const folded = foldEntityName(name);
    if (folded === '') return [{ code: 'entity_empty', entity, message: `Entity ${entity + 1} has an empty name.` }];
    const warnings: EntityWarning[] = [];
    const earlier = firstWithName.get(folded);
    if (earlier === undefined) firstWithName.set(folded, entity);
    else {
      const message = `“${name}” repeats entity ${earlier + 1}; one mention counts twice.`;
      warnings.push({ code: 'entity_repeated', entity, message });
    }
    if (Array.from(folded).length < SHORTEST_SAFE_NAME) {
      const message = `“${name}” has fewer than ${SHORTEST_SAFE_NAME} characters and will be found by chance.`;
      warnings.push({ code: 'entity_short', entity, message });
    }
    const answer = [name, ...aliases].find((candidate) => answers.has(foldEntityName(candidate)));
    if (answer !== undefined) {
      const message = `“${answer}” is a gold answer; finding it says that the answer is right.`;
      warnings.push({ code: 'answer_is_entity', entity, message });
    }
    if (question.includes(folded)) {
      const message = `“${name}” stands in the question; repeating the question finds it.`;
      warnings.push({ code: 'entity_in_question', entity, message });
    }
    const html = htmlReferenceWarning(name, entity);
    return html === null ? warnings : [...warnings, html];
  });
}

function htmlReferenceWarning(name: string, entity: number): EntityWarning | null {
  const plain = decodeHtmlReferences(name);
  if (plain === name) return null;
  const message = `“${name}” is written as HTML; texts say “${plain}”, which only an alias finds.`;
  return { code: 'html_reference', entity, message };
}
