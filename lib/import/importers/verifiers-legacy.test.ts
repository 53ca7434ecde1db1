import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { verifiersLegacy } from './verifiers-legacy';

keepsFixtureLaw(verifiersLegacy);
