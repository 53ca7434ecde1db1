import { createLoader } from 'nuqs/server';
import { trainingDataParsers } from '@/components/compare/training-parsers';

/** What the server reads of the address beside the comparison itself. */
export const loadTrainingSearchParams = createLoader(trainingDataParsers);
