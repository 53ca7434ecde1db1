import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { carr } from './carr';

keepsFixtureLaw(carr);
