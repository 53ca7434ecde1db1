import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { flashrag } from './flashrag';

keepsFixtureLaw(flashrag);
