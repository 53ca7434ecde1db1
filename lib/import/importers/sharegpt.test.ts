import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { sharegpt } from './sharegpt';

keepsFixtureLaw(sharegpt);
