import { operation, type Operation } from '@/lib/api/http/operation';
import { definitionsQuerySchema, integerParameter } from '@/lib/api/schemas/common';
import {
  findQuerySchema,
  foundInRolloutSchema,
  outlineQuerySchema,
  rolloutOutlineSchema,
  spanPartSchema,
  spanQuerySchema,
  turnsQuerySchema,
  turnWindowSchema,
} from '@/lib/api/schemas/rollout-turns';
import { besideQuerySchema, besideSchema, partnersQuerySchema, partnersSchema } from '@/lib/api/schemas/beside';
import { canonicalRecordSchema, rolloutDetailSchema } from '@/lib/api/schemas/rollout';

import { LARGEST_NUMBER, rolloutNumber, RUN_READ, DEFINED, plain, ofRun } from './operation-parts';

const spanNumber = rolloutNumber.extend({ span: integerParameter(0, LARGEST_NUMBER) });

/** Calls with which a rollout is read, whole or bit by bit however long it is, alone or beside another. */
export const READING_OPERATIONS = {
  readRollout: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts/{n}',
    summary: 'One rollout with its turns and the mentions of entities',
    parameters: rolloutNumber,
    query: definitionsQuerySchema,
    answer: rolloutDetailSchema,
    problems: [...RUN_READ, 'rollout_not_found', ...DEFINED],
  }),
  readRolloutRecord: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts/{n}/record',
    summary: 'One rollout as a canonical record',
    parameters: rolloutNumber,
    answer: canonicalRecordSchema,
    problems: ['run_not_found', 'rollout_not_found'],
  }),
  readBeside: operation({
    ...plain,
    path: '/beside',
    summary:
      'Two rollouts of one question, their turns aligned by what they asked, where they went and what they found',
    query: besideQuerySchema,
    answer: besideSchema,
    problems: [...RUN_READ, 'rollout_not_found', 'different_questions', ...DEFINED],
  }),
  readPartners: operation({
    ...plain,
    path: '/beside/partners',
    summary:
      'Rollouts of the same question that a rollout can be put beside: of its group, of other steps, of other runs',
    query: partnersQuerySchema,
    answer: partnersSchema,
    problems: [...RUN_READ, 'rollout_not_found', ...DEFINED],
  }),
  readRolloutOutline: operation({
    ...plain,
    path: '/runs/{id}/rollouts/{n}/outline',
    summary: 'The turns of a rollout without their texts, and where along them each entity is mentioned',
    parameters: rolloutNumber,
    query: outlineQuerySchema,
    answer: rolloutOutlineSchema,
    problems: ['run_not_found', 'rollout_not_found', ...DEFINED],
  }),
  readTurns: operation({
    ...plain,
    path: '/runs/{id}/rollouts/{n}/turns',
    summary: 'Some turns of a rollout with texts and mentions; a long text comes in part',
    parameters: rolloutNumber,
    query: turnsQuerySchema,
    answer: turnWindowSchema,
    problems: ['run_not_found', 'rollout_not_found', ...DEFINED],
  }),
  readSpan: operation({
    ...plain,
    path: '/runs/{id}/rollouts/{n}/spans/{span}',
    summary: 'A part of one thought, tool call, observation or other span of a rollout',
    parameters: spanNumber,
    query: spanQuerySchema,
    answer: spanPartSchema,
    problems: ['run_not_found', 'rollout_not_found', 'span_not_found', ...DEFINED],
  }),
  findInRollout: operation({
    ...plain,
    path: '/runs/{id}/rollouts/{n}/find',
    summary: 'Where a text stands in a rollout',
    parameters: rolloutNumber,
    query: findQuerySchema,
    answer: foundInRolloutSchema,
    problems: ['run_not_found', 'rollout_not_found', ...DEFINED],
  }),
} as const satisfies Record<string, Operation>;
