import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { tauBench } from './tau-bench';

keepsFixtureLaw(tauBench);
