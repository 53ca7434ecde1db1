import { describe, expect, it } from 'vitest';
import { readTranscript } from '@/lib/core/rollout/transcript';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { messagesFromPromptAndOutput, messagesFromText } from './text-to-messages';

/** What a reader of the rollout sees: turn, kind and text of each span. */
function outline(messages: readonly RolloutMessage[]): readonly string[] {
  return readTranscript(messages, 'auto').spans.map(({ turn, kind, text }) => `${turn} ${kind}: ${text.trim()}`);
}

function roles(messages: readonly RolloutMessage[]): string {
  return messages.map(({ role }) => role).join(' ');
}

const SEARCH_R1_RULES =
  'Think inside <think> and </think>. Search with <search> query </search>; results stand between <information> and ' +
  '</information>. For example, <answer> Vienna </answer>.';
const SEARCH_R1_OUTPUT =
  '<think>Who led it?</think>\n<search>Tegetthoff expedition leader</search>\n\n<information>Doc 1(Title: "Admiral ' +
  'Tegetthoff") A ship of two leaders.</information>\n\n<think>Two leaders.</think>\n<search>Weyprecht Payer</search>' +
  '\n\n<information>Doc 1(Title: "Julius Payer") On land.</information>\n\n<think>At sea Weyprecht.</think>\n' +
  '<answer>Karl Weyprecht</answer>';
const SEARCH_R1_TURNS = [
  '1 thought: Who led it?',
  '1 query: Tegetthoff expedition leader',
  '1 observation: Doc 1(Title: "Admiral Tegetthoff") A ship of two leaders.',
  '2 thought: Two leaders.',
  '2 query: Weyprecht Payer',
  '2 observation: Doc 1(Title: "Julius Payer") On land.',
  '3 thought: At sea Weyprecht.',
  '3 answer: Karl Weyprecht',
];
/** verl, Hermes tools, decoded without special tokens. */
const HERMES_OUTPUT =
  '<think>Search.</think>\n<tool_call>\n{"name": "search", "arguments": {"query": "Payer"}}\n</tool_call>\nuser\n' +
  '<tool_response>\nA page with lines:\nuser\nassistant\nPayer\n</tool_response>\nassistant\n<think>Done.</think>\n' +
  '<answer>Julius Payer</answer>';
const HERMES_TURNS = [
  '1 thought: Search.',
  '1 query: Payer',
  '1 observation: A page with lines:\nuser\nassistant\nPayer',
  '2 thought: Done.',
  '2 answer: Julius Payer',
];

describe('messagesFromText', () => {
  it('reads ChatML with its tokens, and never the tags an instruction quotes', () => {
    const text =
      `<|endoftext|><|endoftext|><|im_start|>system\nYou are a sailor.<|im_end|>\n<|im_start|>user\n${SEARCH_R1_RULES} ` +
      `Question: Who led it at sea?<|im_end|>\n<|im_start|>assistant\n${SEARCH_R1_OUTPUT}<|im_end|><|endoftext|>`;
    expect(outline(messagesFromText(text))).toEqual([
      '0 prompt: You are a sailor.',
      `0 prompt: ${SEARCH_R1_RULES} Question: Who led it at sea?`,
      ...SEARCH_R1_TURNS,
    ]);
  });

  it('reads the same conversation without its tokens', () => {
    const text = `system\nYou are a sailor.\nuser\n${SEARCH_R1_RULES}\nWho?\nassistant\n${SEARCH_R1_OUTPUT}`;
    expect(outline(messagesFromText(text))).toEqual([
      '0 prompt: You are a sailor.',
      `0 prompt: ${SEARCH_R1_RULES}\nWho?`,
      ...SEARCH_R1_TURNS,
    ]);
  });

  it.each([
    [
      'Llama 3',
      '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>' +
        '\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA<|eom_id|><|start_header_id|>ipython' +
        '<|end_header_id|>\n\nO<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nB<|eot_id|>',
      ['system S', 'user Q', 'assistant A', 'tool O', 'assistant B'],
    ],
    [
      'Llama 3 without its tokens, roles glued to the text before',
      'system\n\nToday: 22 Nov.\nuser\n\nWho?assistant\n\nKarl.',
      ['system Today: 22 Nov.', 'user Who?', 'assistant Karl.'],
    ],
    [
      'Gemma',
      '<bos><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>',
      ['user Q', 'assistant A'],
    ],
    [
      'GLM',
      '<|system|>\nS<|user|>\nQ<|assistant|>\n<think>A<|observation|>\nO<|assistant|>\nB',
      ['system S', 'user Q', 'assistant <think>A', 'tool O', 'assistant B'],
    ],
    ['DeepSeek', 'S<｜User｜>Q<｜Assistant｜>A', ['user S', 'user Q', 'assistant A']],
  ])('reads %s', (_, text, expected) => {
    expect(messagesFromText(text).map(({ role, content }) => `${role} ${content}`)).toEqual(expected);
  });

  it.each([
    [
      'of Search-R1 for base models',
      `Answer the given question. ${SEARCH_R1_RULES.replace('<answer> Vienna </answer>.', '<answer> Beijing </answer>.')} ` +
        `Question: Who led it?\n${SEARCH_R1_OUTPUT}`,
    ],
    [
      'of R1-Zero',
      `A conversation between User and Assistant. ${SEARCH_R1_RULES}\nUser: Who led it?\nAssistant: ${SEARCH_R1_OUTPUT}`,
    ],
  ])('finds where the prompt %s ends', (_, text) => {
    const messages = messagesFromText(text);
    expect(messages[0]?.role).toBe('user');
    expect(outline(messages).slice(1)).toEqual(SEARCH_R1_TURNS);
  });

  it('reads a response without any prompt, and ReAct with its question', () => {
    expect(outline(messagesFromText(SEARCH_R1_OUTPUT))).toEqual(SEARCH_R1_TURNS);
    const react =
      'Question: Who?\nThought 1: Look.\nAction 1: Search[Payer]\nObservation 1: A painter.\nThought 2: Ok.\nAction 2: Finish[Payer]';
    expect(outline(messagesFromText(react))).toEqual([
      '0 prompt: Question: Who?',
      '1 thought: Look.',
      '1 query: Payer',
      '1 observation: A painter.',
      '2 thought: Ok.',
      '2 answer: Payer',
    ]);
  });

  it.each(['', ' \n', '<|endoftext|><|endoftext|>', '<pad></s>'])('gives no message for %j', (text) => {
    expect(messagesFromText(text)).toEqual([]);
    expect(messagesFromPromptAndOutput(text, text)).toEqual([]);
  });

  it('believes no role word in a text that does not begin with one', () => {
    const text = 'The roles are\nuser\nassistant\nand so on.';
    expect(messagesFromText(text)).toEqual([{ role: 'assistant', content: text }]);
  });
});

describe('messagesFromPromptAndOutput', () => {
  it.each([
    ['stripped', 'system\nS\nuser\nQ\nassistant\n'],
    ['with tokens', '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n'],
  ])('reads verl tool turns as turns; prompt %s', (_, prompt) => {
    const messages = messagesFromPromptAndOutput(prompt, HERMES_OUTPUT);
    expect(roles(messages)).toBe('system user assistant user assistant');
    expect(outline(messages)).toEqual(['0 prompt: S', '0 prompt: Q', ...HERMES_TURNS]);
  });

  it('reads roles that are glued to the tags, and an output that kept its tokens', () => {
    const glued = HERMES_OUTPUT.replace('\nuser\n<tool', 'user\n<tool').replace(
      '\nassistant\n<think>',
      'assistant\n<think>',
    );
    expect(outline(messagesFromPromptAndOutput('Q', glued))).toEqual(['0 prompt: Q', ...HERMES_TURNS]);
    const kept = HERMES_OUTPUT.replace('\nuser\n<tool', '<|im_end|>\n<|im_start|>user\n<tool').replace(
      '\nassistant\n<think>',
      '<|im_end|>\n<|im_start|>assistant\n<think>',
    );
    expect(outline(messagesFromPromptAndOutput('Q', `${kept}<|im_end|>`))).toEqual(['0 prompt: Q', ...HERMES_TURNS]);
  });

  it('reads what a user says between two tries', () => {
    const output = '<answer>Payer</answer>\nuser\nWrong, try again.\nassistant\n<answer>Weyprecht</answer>';
    expect(outline(messagesFromPromptAndOutput('Q', output))).toEqual([
      '0 prompt: Q',
      '1 answer: Payer',
      '1 prompt: Wrong, try again.',
      '2 answer: Weyprecht',
    ]);
  });

  it('goes on with plain text behind what a user says', () => {
    const output = '<answer>Payer</answer>\nuser\nWrong, try again.\nassistant\nThen Weyprecht.';
    expect(roles(messagesFromPromptAndOutput('Q', output))).toBe('user assistant user assistant');
  });

  it('takes a quoted turn for part of the page that quotes it', () => {
    const page = 'A page about logs:\nuser\n<tool_response>\nx\n</tool_response>';
    const output = `<tool_call>{"name":"visit"}</tool_call>\ntool\n${page}\nassistant\n<answer>x</answer>`;
    const messages = messagesFromPromptAndOutput('Q', output);
    expect(roles(messages)).toBe('user assistant tool assistant');
    expect(messages[2]?.content).toBe(page);
  });

  it('leaves role words in the prose of a response alone', () => {
    const output = '<think>The roles are\nuser\nassistant\ntool\n</think>\n<answer>three</answer>';
    expect(roles(messagesFromPromptAndOutput('Q', output))).toBe('user assistant');
  });

  it.each([
    ['<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n<think>\n'],
    ['user\nQ\nassistant\n<think>\n'],
    ['Q\n<think>'],
  ])('goes on from a thought the prompt opened: %j', (prompt) => {
    const messages = messagesFromPromptAndOutput(prompt, 'Karl, \nI think.\n</think>\nKarl');
    expect(outline(messages)).toEqual(['0 prompt: Q', '1 thought: Karl, \nI think.', '1 answer: Karl']);
    const repeated = messagesFromPromptAndOutput(prompt, '<think>Karl</think>K');
    expect(outline(repeated)).toEqual(['0 prompt: Q', '1 thought: Karl', '1 answer: K']);
  });

  it.each(['user\n\nWho led it?assistant\n\n', 'user\n\nWho led it?\nassistant\n'])(
    'finds the role that %j leaves open',
    (prompt) => {
      expect(messagesFromPromptAndOutput(prompt, 'Karl')).toEqual([
        { role: 'user', content: 'Who led it?' },
        { role: 'assistant', content: 'Karl' },
      ]);
    },
  );

  it('gives the prompt alone where nothing was written', () => {
    expect(messagesFromPromptAndOutput('user\nQ\nassistant\n<think>\n', '')).toEqual([{ role: 'user', content: 'Q' }]);
  });

  it('keeps earlier turns of a prompt as turns', () => {
    const prompt = 'user\nQ1\nassistant\nA1\nuser\nQ2\nassistant\n';
    expect(roles(messagesFromPromptAndOutput(prompt, 'A2'))).toBe('user assistant user assistant');
  });

  it('reads Search-o1, which searches inside its thought', () => {
    const output =
      '<think>Who?<|begin_search_query|>Payer<|end_search_query|>\n\n<|begin_search_result|>A painter.' +
      '<|end_search_result|>\n\nAnd?<|begin_search_query|>Weyprecht<|end_search_query|>\n\n<|begin_search_result|>' +
      'A sailor.<|end_search_result|>\n\nHim.</think>\n\\boxed{Weyprecht}';
    expect(outline(messagesFromPromptAndOutput('Q', output))).toEqual([
      '0 prompt: Q',
      '1 thought: Who?',
      '1 query: Payer',
      '1 observation: A painter.',
      '2 thought: And?',
      '2 query: Weyprecht',
      '2 observation: A sailor.',
      '3 thought: Him.',
      '3 answer: \\boxed{Weyprecht}',
    ]);
  });

  it("takes Search-R1's notice for what the environment says, not for a search", () => {
    const notice =
      'My previous action is invalid. If I want to search, I should put the query between <search> and </search>. ' +
      'If I want to give the final answer, I should put the answer between <answer> and </answer>. Let me try again.';
    const output = `<think>Hm.</think> Karl\n${notice}\n<think>Again.</think><answer>Karl</answer>`;
    expect(outline(messagesFromPromptAndOutput('Q', output))).toEqual([
      '0 prompt: Q',
      '1 thought: Hm.',
      '1 text: Karl',
      `1 observation: ${notice}`,
      '2 thought: Again.',
      '2 answer: Karl',
    ]);
  });
});

describe('broken tags', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'an observation cut off without its closer',
      '<search>q</search><information>Doc 1 cut of<think>b</think><answer>c</answer>',
      ['1 query: q', '1 observation: Doc 1 cut of', '2 thought: b', '2 answer: c'],
    ],
    [
      'a stray closer of a search behind the observation',
      '<search>q<information>o</information><think>b</think></search><answer>c</answer>',
      ['1 query: q', '1 observation: o', '2 thought: b', '2 text: </search>', '2 answer: c'],
    ],
    ['a search cut off by the length limit', '<think>a</think><search>q', ['1 thought: a', '1 query: q']],
    ['an observation at the very end', '<search>q</search><information>o', ['1 query: q', '1 observation: o']],
    [
      'two observations for two calls in one turn',
      '<tool_call>{"name":"search","arguments":{"q":"x"}}</tool_call><tool_call>{"name":"search","arguments":{"q":"y"}}' +
        '</tool_call><tool_response>1</tool_response>\n<tool_response>2</tool_response><answer>c</answer>',
      ['1 query: x', '1 query: y', '1 observation: 1', '1 observation: 2', '2 answer: c'],
    ],
  ])('%s', (_, output, expected) => {
    expect(outline(messagesFromPromptAndOutput('', output))).toEqual(expected);
  });
});
