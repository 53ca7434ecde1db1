import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { tinkerRollouts } from './tinker-rollouts';

keepsFixtureLaw(tinkerRollouts);
