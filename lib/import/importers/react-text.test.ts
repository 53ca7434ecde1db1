import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { reactText } from './react-text';

keepsFixtureLaw(reactText);
