import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { tinkerBenchmark } from './tinker-benchmark';

keepsFixtureLaw(tinkerBenchmark);
