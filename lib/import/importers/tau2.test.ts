import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { tau2 } from './tau2';

keepsFixtureLaw(tau2);
