import type { Entity } from '@/lib/core/entities/entity';
import type { ReaderAnnotation } from '@/lib/core/labels/reader-annotation';

/** One tool call an assistant message makes. `arguments` is kept as the log wrote it (usually a JSON string). */
export interface ToolCall {
  readonly id?: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** One message of the canonical record (README, "The log format"). Names are those of the wire format. */
export interface RolloutMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
  readonly name?: string;
}

/**
 * How a rollout ended. Words a log uses that mean one of these are translated by its importer;
 * any other word is kept as written and shown.
 */
export const TERMINATIONS = [
  'answer',
  'no_answer',
  'format_error',
  'context_exceeded',
  'tool_budget_exceeded',
  'timeout',
  'error',
] as const;
export type Termination = (typeof TERMINATIONS)[number];

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** A named measure of correctness in [0, 1] that the log carries, such as `em` or `acc`. */
export interface CorrectnessMetric {
  readonly name: string;
  readonly value: number;
}

/**
 * One rollout as an importer hands it on: what the log says, nothing computed.
 * `null` means the log does not say.
 */
export interface ImportedRollout {
  readonly questionId: string | null;
  readonly question: string | null;
  /** Gold answers, any of which counts; empty where the log has none. */
  readonly answers: readonly string[];
  /** Gold entities the log itself carries; null where it has none (they may be uploaded separately). */
  readonly entities: readonly Entity[] | null;
  /** The log's own group id; null means group by question and step. */
  readonly groupKey: string | null;
  /** Training step, an integer >= 0. */
  readonly step: number | null;
  /** Index of the rollout inside its group as the log numbers it; null means order in the file. */
  readonly rolloutIndex: number | null;
  readonly split: string | null;
  readonly messages: readonly RolloutMessage[];
  /** The text as logged, where the messages were parsed out of running text; null where the log had messages. */
  readonly rawText: string | null;
  readonly prediction: string | null;
  /** An explicit boolean or a judge's verdict. First in the order of what decides correctness. */
  readonly correct: boolean | null;
  /** em, acc and the like: correct when the value is >= 0.5. Second in the order. */
  readonly correctnessMetric: CorrectnessMetric | null;
  /** A score that decides correctness against a threshold shown to the user. Third in the order. */
  readonly score: number | null;
  /** The reward the trainer paid. Shown, never taken for correctness by itself. */
  readonly rewardLogged: number | null;
  /** One of TERMINATIONS, or the log's own word. */
  readonly termination: string | null;
  readonly tokens: { readonly prompt: number | null; readonly completion: number | null } | null;
  readonly durationSeconds: number | null;
  /** Everything else the log has that may be of use, under stable names. */
  readonly metadata: JsonObject;
  /** Labels and note, which only a file that was exported from here has. */
  readonly annotation?: ReaderAnnotation;
}
