import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { webthinker } from './webthinker';

keepsFixtureLaw(webthinker);
