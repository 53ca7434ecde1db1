// Rollouts of a synthetic log as other tools would have written them: the fields each importer reads, with the same thoughts,
// queries, pages and answers, so that every format costs what its own form costs and must give the same numbers.
import type { LogRollout, LogSearch } from './log-rollout';

/** Questions that share a step in formats whose logs have steps. */
export const QUESTIONS_A_STEP = 125;

export function stepOf({ question }: LogRollout): number {
  return Math.floor(question / QUESTIONS_A_STEP);
}

interface ChatMessage {
  readonly role: string;
  readonly content: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly unknown[];
  readonly tool_call_id?: string;
}

/** Prompt and completion as chat messages with structured calls; how a call is written differs from tool to tool. */
function chatMessages(rollout: LogRollout, writeCall: (search: LogSearch) => unknown): readonly ChatMessage[] {
  return [
    { role: 'system', content: rollout.system },
    { role: 'user', content: rollout.questionText },
    ...rollout.searches.flatMap((search) => [
      { role: 'assistant', content: '', reasoning_content: search.thought, tool_calls: [writeCall(search)] },
      { role: 'tool', tool_call_id: search.id, content: search.page },
    ]),
    { role: 'assistant', content: rollout.finalText, reasoning_content: rollout.finalThought },
  ];
}

function openaiCall({ id, query }: LogSearch): object {
  return { id, type: 'function', function: { name: 'search', arguments: JSON.stringify({ query }) } };
}

/** Prompt and completion as running text in the tags of Search-R1, the chat template's special tokens taken out. */
function searchR1Texts(rollout: LogRollout): { readonly prompt: string; readonly completion: string } {
  const instruction =
    'Answer the given question. Reason inside <think> and </think>. Search with <search> query </search>; results stand between <information> and </information>. Give the answer inside <answer> and </answer>.';
  const searched = rollout.searches.map(
    ({ thought, query, page }) =>
      `<think>${thought}</think>\n<search>${query}</search>\n\n<information>${page}</information>\n\n`,
  );
  return {
    prompt: `system\n${rollout.system}\nuser\n${instruction} Question: ${rollout.questionText}\nassistant\n`,
    completion: `${searched.join('')}<think>${rollout.finalThought}</think>\n${rollout.finalText}`,
  };
}

/** verl, trainer V0. */
export function verlRecord(rollout: LogRollout): object {
  const { prompt, completion } = searchR1Texts(rollout);
  return {
    input: prompt,
    output: completion,
    gts: { target: [rollout.answer] },
    score: rollout.reward,
    acc: rollout.correct,
    step: stepOf(rollout),
  };
}

/** verl, trainer V1: a `uid` of prompt, session and output. */
export function verlUidRecord(rollout: LogRollout): object {
  return { ...verlRecord(rollout), uid: `q${rollout.question}_${rollout.rollout}_0` };
}

/** A row of DeepResearch's `iterN.jsonl` with the judge's verdict; turns in Hermes tags. */
export function deepResearchRecord(rollout: LogRollout): object {
  const turns = rollout.searches.flatMap(({ thought, query, page }) => {
    const call = JSON.stringify({ name: 'search', arguments: { query: [query] } });
    return [
      { role: 'assistant', content: `<think>\n${thought}\n</think>\n<tool_call>\n${call}\n</tool_call>` },
      { role: 'user', content: `<tool_response>\n${page}\n</tool_response>` },
    ];
  });
  return {
    question: rollout.questionText,
    answer: rollout.answer,
    messages: [
      { role: 'system', content: rollout.system },
      { role: 'user', content: rollout.questionText },
      ...turns,
      { role: 'assistant', content: `<think>\n${rollout.finalThought}\n</think>\n${rollout.finalText}` },
    ],
    prediction: rollout.prediction,
    termination: 'answer',
    is_correct: rollout.correct,
  };
}

/** verifiers before version 1: calls are JSON in a text. */
export function verifiersRecord(rollout: LogRollout): object {
  const messages = chatMessages(rollout, (search) => JSON.stringify(openaiCall(search)));
  return {
    example_id: rollout.question,
    prompt: messages.slice(0, 2),
    completion: messages.slice(2),
    answer: rollout.answer,
    info: {},
    task: 'bench',
    reward: rollout.reward,
    error: null,
    timing: { generation_ms: rollout.seconds * 1000, scoring_ms: 10, total_ms: rollout.seconds * 1000 + 10 },
    is_completed: true,
    is_truncated: false,
    stop_condition: 'no_tools_called',
    metrics: { exact_match: rollout.reward },
    token_usage: { input_tokens: 900, output_tokens: rollout.completionTokens },
    exact_match: rollout.reward,
  };
}

const CHARACTERS_A_TOKEN = 4;

/** verifiers v1 and prime-rl: a graph of message nodes; what was sampled has its tokens and log-probabilities. */
export function verifiersTraceRecord(rollout: LogRollout): object {
  const messages = chatMessages(rollout, ({ id, query }) => ({
    id,
    name: 'search',
    arguments: JSON.stringify({ query }),
  }));
  const data = { idx: rollout.question, prompt: rollout.questionText, answer: rollout.answer };
  const task = { type: 'BenchTask', data, key: `hash-${rollout.question}`, hash: `hash-${rollout.question}` };
  const nodes = messages.map((message, index) => ({
    message,
    timestamp: 1_760_000_000 + index,
    ...(message.reasoning_content === undefined ? { sampled: false } : sampledTokens(message.reasoning_content)),
    ...(index === 0 ? {} : { parent: index - 1 }),
  }));
  return {
    id: `episode-${rollout.question}-${rollout.rollout}`,
    env: { id: 'bench', name: 'bench' },
    task,
    group: { id: `group-${rollout.question}` },
    run: { type: 'train', id: 'run', work: { type: 'train', step: stepOf(rollout) } },
    ok: true,
    traces: [
      {
        version: 1,
        id: `trace-${rollout.question}-${rollout.rollout}`,
        task,
        agent: { name: 'agent', trainable: true },
        nodes,
        rewards: { exact_match: { score: rollout.reward, weight: 1 } },
        metrics: { exact_match: rollout.reward },
        is_completed: true,
        stop_condition: 'agent_completed',
      },
    ],
  };
}

function sampledTokens(text: string): object {
  const tokens = Array.from({ length: Math.ceil(text.length / CHARACTERS_A_TOKEN) }, (_, index) => index);
  return {
    sampled: true,
    token_ids: tokens.map((index) => 1000 + ((index * 7919) % 150_000)),
    mask: tokens.map(() => true),
    logprobs: tokens.map((index) => -(index % 97) / 64),
  };
}

/** NeMo Gym: items of the Responses API. */
export function nemoGymRecord(rollout: LogRollout): object {
  const reasoning = (text: string): object => ({ type: 'reasoning', summary: [{ type: 'summary_text', text }] });
  const output = rollout.searches.flatMap(({ id, thought, query, page }) => [
    reasoning(thought),
    { type: 'function_call', call_id: id, name: 'search', arguments: JSON.stringify({ query }), status: 'completed' },
    { type: 'function_call_output', call_id: id, output: page },
  ]);
  const content = [{ type: 'output_text', text: rollout.finalText, annotations: [] }];
  const final = { id: 'm', type: 'message', role: 'assistant', status: 'completed', content };
  return {
    responses_create_params: {
      input: [{ role: 'user', content: rollout.questionText, type: 'message' }],
      instructions: rollout.system,
      temperature: 1,
    },
    question: rollout.questionText,
    expected_answer: rollout.answer,
    reward: rollout.reward,
    is_correct: rollout.reward,
    _ng_task_index: rollout.question,
    _ng_rollout_index: rollout.rollout,
    response: {
      id: 'r',
      object: 'response',
      model: 'bench',
      status: 'completed',
      error: null,
      usage: { input_tokens: 900, output_tokens: rollout.completionTokens },
      output: [...output, reasoning(rollout.finalThought), final],
    },
  };
}

/** What an Inspect log says once. */
export function inspectHeader(): object {
  const evaluation = { eval_id: 'e', run_id: 'r', task: 'bench', task_id: 't', model: 'bench/small' };
  return { version: 2, status: 'success', eval: evaluation, plan: { name: 'plan', steps: [] }, stats: {} };
}

/** A sample of an Inspect log without its events, which repeat the messages and are not read. */
export function inspectSample(rollout: LogRollout): object {
  const parts = (reasoning: string, text: string): readonly object[] => [
    { type: 'reasoning', reasoning },
    { type: 'text', text },
  ];
  const final = { role: 'assistant', source: 'generate', content: parts(rollout.finalThought, rollout.finalText) };
  const usage = { input_tokens: 900, output_tokens: rollout.completionTokens };
  return {
    id: `q${rollout.question}`,
    epoch: rollout.rollout + 1,
    input: rollout.questionText,
    target: [rollout.answer],
    messages: [
      { role: 'system', content: rollout.system },
      { role: 'user', content: rollout.questionText, source: 'input' },
      ...rollout.searches.flatMap(({ id, thought, query, page }) => [
        {
          role: 'assistant',
          source: 'generate',
          content: parts(thought, ''),
          tool_calls: [{ id, function: 'search', arguments: { query }, type: 'function' }],
        },
        { role: 'tool', content: page, tool_call_id: id, function: 'search' },
      ]),
      final,
    ],
    output: { model: 'bench', choices: [{ message: final, stop_reason: 'stop' }], usage },
    scores: { match: { value: rollout.correct ? 'C' : 'I', answer: rollout.prediction } },
    metadata: {},
    model_usage: { bench: usage },
    total_time: rollout.seconds,
  };
}

/** A row of TRL's completions; text, as its chat template made it. */
export function trlRow(rollout: LogRollout): TrlRow {
  const { prompt, completion } = searchR1Texts(rollout);
  return {
    step: stepOf(rollout),
    prompt,
    completion,
    exact_match: rollout.reward,
    advantage: rollout.reward - 0.5,
  };
}

export interface TrlRow {
  readonly step: number;
  readonly prompt: string;
  readonly completion: string;
  readonly exact_match: number;
  readonly advantage: number;
}

/** An episode of rLLM's training, whose only step holds the whole conversation. */
export function rllmEpisode(rollout: LogRollout): object {
  return {
    training_step: stepOf(rollout),
    epoch: 0,
    episode_id: `q${rollout.question}:${rollout.rollout}`,
    task: { question: rollout.questionText, ground_truth: rollout.answer, data_source: 'bench' },
    task_hash: `hash${rollout.question}`,
    is_correct: rollout.correct,
    termination_reason: 'env_done',
    metrics: {},
    metadata: {},
    timing: { total_time: rollout.seconds },
    trajectories: [
      {
        name: 'searcher',
        uid: 'u',
        reward: rollout.reward,
        steps: [
          {
            observation: null,
            thought: '',
            action: null,
            reward: 0,
            done: true,
            model_response: rollout.finalText,
            chat_completions: chatMessages(rollout, openaiCall),
          },
        ],
      },
    ],
  };
}

/** A row of ART's parquet tables. */
export function artRow(rollout: LogRollout): ArtRow {
  return {
    group_index: rollout.question,
    reward: rollout.reward,
    metrics: JSON.stringify({ exact_match: rollout.reward }),
    metadata: JSON.stringify({ question: rollout.questionText, answer: rollout.answer }),
    tools: null,
    logs: [],
    additional_histories: null,
    messages: [
      artMessage('system', rollout.system),
      artMessage('user', rollout.questionText),
      ...rollout.searches.flatMap((search) => [
        artMessage('assistant', `<think>${search.thought}</think>`, JSON.stringify([openaiCall(search)])),
        { ...artMessage('tool', search.page), tool_call_id: search.id },
      ]),
      artMessage('assistant', `<think>${rollout.finalThought}</think>${rollout.finalText}`),
    ],
  };
}

export interface ArtRow {
  readonly group_index: number;
  readonly reward: number;
  readonly metrics: string;
  readonly metadata: string;
  readonly tools: null;
  readonly logs: readonly string[];
  readonly additional_histories: null;
  readonly messages: readonly ArtMessage[];
}

interface ArtMessage {
  readonly role: string;
  readonly content: string;
  readonly tool_calls: string | null;
  readonly tool_call_id: string | null;
  readonly trainable: boolean;
}

function artMessage(role: string, content: string, calls: string | null = null): ArtMessage {
  return { role, content, tool_calls: calls, tool_call_id: null, trainable: role === 'assistant' };
}
