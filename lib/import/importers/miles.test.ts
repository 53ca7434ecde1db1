import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { miles } from './miles';

keepsFixtureLaw(miles);
