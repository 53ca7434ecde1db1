import { cache } from 'react';
import { readRun } from '@/lib/api/runs';
import { orNotFound } from './route-params';

/** The run of a page; layout, head and body of one request read it once. */
export const readPageRun = cache((runId: number) => orNotFound(readRun(runId)));
