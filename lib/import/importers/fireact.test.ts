import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { fireact } from './fireact';

keepsFixtureLaw(fireact);
