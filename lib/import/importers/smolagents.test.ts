import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { smolagents } from './smolagents';

keepsFixtureLaw(smolagents);
