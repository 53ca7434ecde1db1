import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { wandbTable } from './wandb-table';

keepsFixtureLaw(wandbTable);
