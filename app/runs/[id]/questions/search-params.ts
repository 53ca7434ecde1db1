import { createLoader, parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

export const QUESTION_CHOICES = ['all', 'without', 'with', 'warnings'] as const;
export type QuestionChoice = (typeof QUESTION_CHOICES)[number];
export const QUESTIONS_A_PAGE = 50;

export const loadQuestionsSearchParams = createLoader({
  ...definitionParsers,
  show: parseAsStringLiteral(QUESTION_CHOICES).withDefault('all'),
  from: parseAsInteger.withDefault(0),
});
