import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { msSwift } from './ms-swift';

keepsFixtureLaw(msSwift);
