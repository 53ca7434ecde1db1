'use client';

import { useQueryState } from 'nuqs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { compareParsers } from '@/components/compare/compare-parsers';
import { askApi } from '@/app/api-requests';
import type { Comparison } from '@/lib/core/compare-runs/comparison';

interface ComparisonByBaseline {
  /** Against the baseline of the address; while that is on its way, against the one before. */
  readonly comparison: Comparison;
  readonly isPending: boolean;
  /** Why the comparison against the baseline of the address could not be had. */
  readonly problem: string | null;
  readonly setBaseline: (at: number) => void;
  /** Asks for a comparison that is likely to be wanted next. */
  readonly prepare: (at: number) => void;
}

/** Comparisons that were asked for, beside the one that the page came with. */
interface Asked {
  readonly of: Comparison | null;
  readonly byBaseline: Map<number, Promise<Comparison>>;
}

interface Answered {
  /** The comparison that the page came with then. */
  readonly of: Comparison;
  readonly comparison: Comparison;
  readonly failed: { readonly baseline: number; readonly problem: string } | null;
}

interface Answer {
  readonly comparison: Comparison | null;
  readonly problem: string | null;
}

async function answerOf(asked: Promise<Comparison>): Promise<Answer> {
  try {
    return { comparison: await asked, problem: null };
  } catch (error) {
    return { comparison: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** How long a page rests before the other baselines are asked for. */
const REST_MS = 1000;

/**
 * Asks for the comparisons against all baselines, one after the other, once the page has come to rest: the server has what
 * they need, and each takes it less time than drawing it takes the page. Returns how to stop.
 */
function prepareAll({ sides }: Comparison, ask: (at: number) => Promise<Comparison>): () => void {
  let isStopped = false;
  const askInTurn = async () => {
    for (const at of sides.keys()) {
      if (isStopped) return;
      const { problem } = await answerOf(ask(at));
      if (problem !== null) return;
    }
  };
  const timer = setTimeout(() => void askInTurn(), REST_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/**
 * The comparison against the baseline in the address. Another baseline is asked of the API alone and not as a page: the
 * numbers change, nothing else.
 *
 * @param given the comparison that the page came with; another one begins anew
 * @param hrefOf address of the comparison against a baseline
 */
export function useBaseline(given: Comparison, hrefOf: (baseline: number) => string): ComparisonByBaseline {
  const [named, setNamed] = useQueryState(
    'baseline',
    compareParsers.baseline.withOptions({ history: 'push', scroll: false }),
  );
  const wanted = named < given.sides.length ? named : 0;
  const asked = useRef<Asked>({ of: null, byBaseline: new Map() });
  const [answered, setAnswered] = useState<Answered | null>(null);
  // What was answered for other sides is no longer looked at, whenever it comes.
  const ofThese = answered !== null && answered.of === given ? answered : null;
  const shown = ofThese?.comparison ?? given;
  const ask = useCallback(
    (at: number) => {
      if (asked.current.of !== given) {
        asked.current = { of: given, byBaseline: new Map([[given.baseline, Promise.resolve(given)]]) };
      }
      const { byBaseline } = asked.current;
      const known = byBaseline.get(at) ?? askApi<Comparison>(hrefOf(at));
      byBaseline.set(at, known);
      // A request that failed is made again the next time.
      known.catch(() => byBaseline.delete(at));
      return known;
    },
    [given, hrefOf],
  );
  useEffect(() => {
    if (shown.baseline === wanted) return undefined;
    let isStale = false;
    const take = async () => {
      const { comparison, problem: why } = await answerOf(ask(wanted));
      if (isStale) return;
      const failed = why === null ? null : { baseline: wanted, problem: why };
      setAnswered({ of: given, comparison: comparison ?? shown, failed });
    };
    void take();
    return () => {
      isStale = true;
    };
  }, [ask, given, shown, wanted]);
  const prepare = useCallback((at: number) => void answerOf(ask(at)), [ask]);
  useEffect(() => prepareAll(given, ask), [given, ask]);
  const setBaseline = useCallback(
    (at: number) => {
      // Before the address changes: drawing that takes its time, too.
      prepare(at);
      void setNamed(at);
    },
    [prepare, setNamed],
  );
  const failed = ofThese?.failed ?? null;
  const problem = failed !== null && failed.baseline === wanted ? failed.problem : null;
  return {
    comparison: shown,
    isPending: shown.baseline !== wanted && problem === null,
    problem,
    setBaseline,
    prepare,
  };
}
