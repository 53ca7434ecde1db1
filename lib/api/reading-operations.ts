import { z } from 'zod';

import { operation, type Operation } from './http/operation';
import { integerParameter } from './schemas/common';
import {
  findQuerySchema,
  foundInRolloutSchema,
  outlineQuerySchema,
  rolloutOutlineSchema,
  spanPartSchema,
  spanQuerySchema,
  turnsQuerySchema,
  turnWindowSchema,
} from './schemas/rollout-turns';

const LARGEST_NUMBER = 2_147_483_647;
const rolloutNumber = z.strictObject({
  id: integerParameter(1, LARGEST_NUMBER),
  n: integerParameter(1, LARGEST_NUMBER),
});
const spanNumber = rolloutNumber.extend({ span: integerParameter(0, LARGEST_NUMBER) });
const DEFINED = ['invalid_parameter', 'unknown_parameter'] as const;
const plain = { method: 'GET', body: null, status: 200 } as const;

/** Calls with which one rollout is read bit by bit, however long it is. */
export const READING_OPERATIONS = {
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
