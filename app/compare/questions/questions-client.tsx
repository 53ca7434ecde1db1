'use client';

import { Button, NativeSelect } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { movedQuestionColumns, type MovedSides } from '@/components/compare/moved-question-columns';
import { movedWords, type MovedPlace } from '@/components/compare/moved-place';
import { StatePanel } from '@/components/states/state-panel';
import { DataTable } from '@/components/table/data-table';
import { ListPages } from '@/components/table/list-pages';
import { RowKeys } from '@/components/table/row-keys';
import type { MovedQuestionsAnswer } from '@/lib/api/schemas/compare-questions';
import type { QuestionOrder } from '@/lib/core/compare-runs/question-orders';
import styles from './page.module.css';
import { movedSearchParams, QUESTIONS_A_PAGE } from './search-params';

interface QuestionsClientProps {
  readonly place: MovedPlace;
  readonly list: MovedQuestionsAnswer;
  readonly sides: MovedSides;
}

const ORDER_WORDS = {
  regression: 'Regression: accuracy lost first',
  improvement: 'Improvement: accuracy gained first',
  disagreement: 'Disagreement: likeliest to differ first',
  matchRate: 'Match rate lost first',
  '-matchRate': 'Match rate gained first',
  toolCalls: 'Tool calls saved first',
  '-toolCalls': 'Tool calls added first',
  toolCallsCorrect: 'Calls when correct: saved first',
  '-toolCallsCorrect': 'Calls when correct: added first',
  question: 'Order of the questions',
} as const satisfies Record<QuestionOrder, string>;

/** The order as the heads of columns say it, where that is not its own name. */
const HEAD_OF_ORDER: Partial<Record<QuestionOrder, string>> = {
  regression: 'accuracy',
  improvement: '-accuracy',
  disagreement: '-disagreement',
};

function orderOfHead(head: string): QuestionOrder {
  if (head === 'accuracy') return 'regression';
  return head === '-accuracy' ? 'improvement' : (movedSearchParams.sort.parse(head) ?? 'question');
}

function TextSearch({ q, onText }: { readonly q: string; readonly onText: (text: string) => void }) {
  const [text, setText] = useDraft(q);
  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        onText(text.trim());
      }}
    >
      <input
        data-search
        type="search"
        value={text}
        maxLength={200}
        className={styles.input}
        placeholder="Text or id of a question"
        aria-label="Search questions by text or id"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default">
        Search
      </Button>
    </form>
  );
}

/** What narrows the list, each with a way to drop it. */
function Chips({ place, onDrop }: { readonly place: MovedPlace; readonly onDrop: (which: 'moved' | 'q') => void }) {
  const chips = [
    { which: 'moved', value: place.moved, words: movedWords(place.moved) },
    { which: 'q', value: place.q, words: `“${place.q}”` },
  ] as const;
  return (
    <>
      {chips
        .filter(({ value }) => value !== '')
        .map(({ which, words }) => (
          <button
            key={which}
            type="button"
            className={styles.chip}
            aria-label={`Drop the filter ${words}`}
            onClick={() => onDrop(which)}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        ))}
    </>
  );
}

function emptyTitle({ moved, q }: MovedPlace): string {
  if (q === '') return moved === '' ? 'Nothing on this page of the list' : `No question: ${movedWords(moved)}`;
  return moved === '' ? `No shared question has “${q}”` : `No question ${movedWords(moved)} has “${q}”`;
}

/** The list of questions: its order, what narrows it and its page, all of them in the URL. */
export function QuestionsClient({ place, list, sides }: QuestionsClientProps) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(movedSearchParams, { shallow: false, history: 'push', startTransition });
  const columns = useMemo(() => movedQuestionColumns(sides), [sides]);
  const { items, total, shared } = list;
  return (
    <section className={styles.list} aria-labelledby="questions">
      <div className={styles.tools}>
        <h2 id="questions" tabIndex={-1}>
          Questions
        </h2>
        <Chips place={place} onDrop={(which) => void setState({ [which]: null, from: null })} />
        <span className={styles.spread} />
        <NativeSelect
          size="xs"
          aria-label="Order of the questions"
          value={place.sort}
          data={Object.entries(ORDER_WORDS).map(([value, label]) => ({ value, label }))}
          onChange={(event) =>
            void setState({ sort: movedSearchParams.sort.parse(event.currentTarget.value), from: null })
          }
        />
        <TextSearch q={place.q} onText={(q) => void setState({ q, from: null })} />
      </div>
      {items.length === 0 ? (
        <StatePanel kind="filtered" title={emptyTitle(place)}>
          <Button size="xs" variant="default" onClick={() => void setState({ moved: null, q: null, from: null })}>
            Show all {shared} questions
          </Button>
        </StatePanel>
      ) : (
        <>
          <RowKeys />
          <DataTable
            caption="Questions that both sides answer"
            rows={items}
            columns={columns}
            rowKey={(row) => String(row.baseline.questionNo)}
            sort={HEAD_OF_ORDER[place.sort] ?? place.sort}
            onSort={(head) => void setState({ sort: orderOfHead(head), from: null })}
            sorted="page"
            busy={pending}
          />
          <ListPages
            from={state.from}
            shown={items.length}
            total={total}
            unit={['question', 'questions']}
            pageSize={QUESTIONS_A_PAGE}
            isPending={pending}
            onFrom={(from) => void setState({ from })}
          />
          <p className={styles.note}>
            Differences are the other side minus the baseline; match rate and tool calls are means over the rollouts of
            a question, accuracy counts its correct among those whose outcome is known. Side by side opens a rollout of
            each side that shows its outcome: of those that have it, the one with the highest γ̂, then the fewest tool
            calls. Disagreement is the chance that a rollout of one side and one of the other, drawn at random, differ
            in being correct: pA(1 − pB) + pB(1 − pA), p the accuracy of the question on a side.
          </p>
        </>
      )}
    </section>
  );
}
