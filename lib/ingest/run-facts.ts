import { MATCHERS, SCOPES, type Entity } from '@/lib/core/entities/entity';
import { countMatched } from '@/lib/core/entities/match-entities';
import type { RunColumns } from '@/lib/core/rewards/run-columns';
import { RunColumnsBuilder } from '@/lib/core/rewards/run-columns-builder';

import { FirstTurnStore } from './first-turn-store';
import type { Placed } from './run-numbering';
import type { RolloutFacts } from './thread-protocol';

type Counts = Readonly<Record<string, number>>;

/** How many rollouts each rule or source applied to: what the import report tells. */
export interface FactCounts {
  readonly thoughtSources: Counts;
  readonly correctnessRules: Counts;
  readonly terminations: Counts;
  readonly withStep: number;
  readonly withGroupKey: number;
  /** Rollouts whose prediction equals a gold answer, where nothing better decided. */
  readonly exactMatches: number;
}

/** Gathers what the numbers of a run need of each rollout, in the order of rollout numbers. */
export class RunFacts {
  readonly firstTurns = new FirstTurnStore();
  readonly #builder = new RunColumnsBuilder();
  readonly #thoughtSources: Record<string, number> = {};
  readonly #correctnessRules: Record<string, number> = {};
  readonly #terminations: Record<string, number> = {};
  /** Positions of rollouts without marked thoughts: read as `assistant_text` until the whole log is known. */
  readonly #unmarked: number[] = [];
  /** Positions of rollouts that mark thoughts. */
  readonly #marked: number[] = [];
  readonly #askedRule: 'marked' | 'assistant_text' | null;
  #withStep = 0;
  #withGroupKey = 0;
  #exactMatches = 0;
  #rollouts = 0;

  /** @param askedRule what counts as a thought by the user's choice; null decides by the log */
  constructor(askedRule: 'marked' | 'assistant_text' | null = null) {
    this.#askedRule = askedRule;
  }

  add(facts: RolloutFacts, place: Placed, firstTurns: Int16Array): void {
    this.firstTurns.push(firstTurns);
    this.#builder.add({
      group: place.groupNo,
      question: place.questionNo,
      step: facts.step,
      rolloutIndex: place.rolloutIndex,
      verdict: facts.verdict,
      toolCalls: facts.toolCalls,
      turns: facts.turns,
      tokens: totalTokens(facts),
      rewardLogged: facts.rewardLogged,
      entityCount: facts.entities.length,
      matched: countMatched(firstTurns, facts.entities.length),
    });
    if (facts.thoughtSource === 'assistant_text') this.#unmarked.push(this.#rollouts);
    else if (facts.thoughtSource !== 'none') this.#marked.push(this.#rollouts);
    if (facts.step !== null) this.#withStep += 1;
    if (facts.groupKey !== null) this.#withGroupKey += 1;
    if (facts.correctnessRule === 'exact_match' && facts.correct === true) this.#exactMatches += 1;
    count(this.#thoughtSources, this.#sourceOf(facts));
    count(this.#correctnessRules, facts.correctnessRule ?? 'undecided');
    count(this.#terminations, facts.termination ?? 'not logged');
    this.#rollouts += 1;
  }

  get counts(): FactCounts {
    return {
      thoughtSources: this.#thoughtSources,
      correctnessRules: this.#correctnessRules,
      terminations: this.#terminations,
      withStep: this.#withStep,
      withGroupKey: this.#withGroupKey,
      exactMatches: this.#exactMatches,
    };
  }

  /** Where the thoughts come from; where only marked ones shall count, other text is none. */
  #sourceOf({ thoughtSource }: RolloutFacts): RolloutFacts['thoughtSource'] {
    return this.#askedRule === 'marked' && thoughtSource === 'assistant_text' ? 'none' : thoughtSource;
  }

  /** One rule for the whole log: the user's choice; else where it marks thoughts anywhere, unmarked text is none. */
  thoughtRule(): 'marked' | 'assistant_text' {
    if (this.#askedRule !== null) return this.#askedRule;
    const { reasoning_content: reasoning = 0, think_tags: tags = 0 } = this.#thoughtSources;
    return reasoning + tags > 0 ? 'marked' : 'assistant_text';
  }

  /** Positions of rollouts that were read, each by itself, under another rule than holds for the log as a whole. */
  readUnderAnotherRule(rule: 'marked' | 'assistant_text'): readonly number[] {
    return rule === 'marked' ? this.#unmarked : this.#marked;
  }

  /** Call once, after the last change of `firstTurns`; `rematched` are the positions that changed. */
  columns(rematched: readonly number[], entitiesOf: (position: number) => readonly Entity[]): RunColumns {
    const columns = this.#builder.finish();
    for (const position of rematched) {
      const entityCount = entitiesOf(position).length;
      columns.entityCount[position] = entityCount;
      const matched = countMatched(this.firstTurns.at(position), entityCount);
      for (let block = 0; block < MATCHERS.length * SCOPES.length; block += 1) {
        const column = columns.matched[block];
        if (column !== undefined) column[position] = matched[block] ?? 0;
      }
    }
    return columns;
  }
}

/** Prompt plus completion tokens; null where the log has neither. */
function totalTokens({ promptTokens, completionTokens }: RolloutFacts): number | null {
  return promptTokens === null && completionTokens === null ? null : (promptTokens ?? 0) + (completionTokens ?? 0);
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
