import { z } from 'zod';

import { integerParameter } from '@/lib/api/schemas/common';

/** Largest number a run, a rollout or a group can have. */
export const LARGEST_NUMBER = 2_147_483_647;
const nothing = z.strictObject({});
/** Parameters of a path: an import or a set, a run, a rollout, a group. */
export const uuid = z.strictObject({ id: z.uuid() });
export const runNumber = z.strictObject({ id: integerParameter(1, LARGEST_NUMBER) });
export const rolloutNumber = runNumber.extend({ n: integerParameter(1, LARGEST_NUMBER) });
export const groupNumber = runNumber.extend({ group: integerParameter(0, LARGEST_NUMBER) });

/** Problems of calls that read a run, that read a list, that take definitions or other parameters. */
export const RUN_READ = ['run_not_found', 'run_not_computed'] as const;
export const LIST = ['invalid_parameter', 'unknown_parameter', 'invalid_cursor'] as const;
export const DEFINED = ['invalid_parameter', 'unknown_parameter'] as const;

/** A call without parameters, query and body that answers 200; one of a run. */
export const plain = { method: 'GET', parameters: nothing, query: nothing, body: null, status: 200 } as const;
export const ofRun = { ...plain, parameters: runNumber } as const;
