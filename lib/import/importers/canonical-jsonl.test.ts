import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { canonicalJsonl } from './canonical-jsonl';

keepsFixtureLaw(canonicalJsonl);
