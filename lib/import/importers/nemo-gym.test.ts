import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { nemoGym } from './nemo-gym';

keepsFixtureLaw(nemoGym);
