import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { openaiMessages } from './openai-messages';

keepsFixtureLaw(openaiMessages);
