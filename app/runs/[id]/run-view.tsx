import { ChartProvenance } from '@/components/charts/chart-provenance';
import { runLine } from '@/components/charts/provenance-words';
import { RateCharts } from '@/components/charts/rate-charts';
import { SignalChart } from '@/components/charts/signal-chart';
import { StepChart } from '@/components/charts/step-chart';
import { ToolCallsChart } from '@/components/charts/tool-calls-chart';
import { MATCHER_LABELS, nearMissSentence, SCOPE_LABELS } from '@/components/definitions/glossary';
import { OutcomeBar } from '@/components/runs/outcome-bar';
import { MatchRateNumbers, OutcomeNumbers, SignalNumbers } from '@/components/runs/run-numbers';
import type { RunPlace } from '@/components/runs/run-place';
import { RunSection } from '@/components/runs/run-section';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import type { RunCharts } from '@/lib/core/shape/run-charts';
import styles from './page.module.css';

interface RunViewProps {
  readonly summary: RunSummary;
  readonly charts: RunCharts;
  readonly place: RunPlace;
}

function NoEntities() {
  return (
    <StatePanel kind="empty" title="No gold entities yet">
      <p>
        Upload the gold entities of these questions to see which wrong answers were near-misses, how the match rate goes
        with accuracy, and what E-GRPO would pay. The run is computed anew at once; the log need not be uploaded again.
      </p>
      <ButtonLink href="/entities" look="primary">
        Upload gold entities
      </ButtonLink>
    </StatePanel>
  );
}

/** A small number as it is written by hand: `1e-6`. */
function epsilonWords(epsilon: number): string {
  return epsilon === 0 ? '0' : epsilon.toExponential();
}

/** The definitions every number of the page follows, in one sentence. */
function definitionSentence({ definitions }: RunSummary): string {
  const { matcher, scope, alpha, std, epsilon } = definitions;
  const matching = `${MATCHER_LABELS[matcher].toLowerCase()} in ${SCOPE_LABELS[scope].toLowerCase()}`;
  return `In force: entities matched as ${matching}; α = ${alpha}; ${std} standard deviation, ε = ${epsilonWords(epsilon)}. Intervals are 95%; those of means are over questions.`;
}

/** Everything a run page shows once its numbers stand. */
export function RunView({ summary, charts, place }: RunViewProps) {
  const { counts, toolCalls, accuracy } = summary;
  const hasEntities = counts.withEntities > 0;
  return (
    <ChartProvenance line={runLine({ runId: place.runId, definitions: summary.definitions })}>
      <div className={styles.overview}>
        <OutcomeBar counts={counts} place={place} />
        <p className={styles.note}>
          {nearMissSentence(summary.definitions.threshold)} {definitionSentence(summary)}
        </p>
      </div>
      {hasEntities ? null : <NoEntities />}
      <RunSection
        title="How often is it right, and how often nearly?"
        numbers={<OutcomeNumbers summary={summary} means={charts.means} />}
      >
        <ToolCallsChart
          bins={charts.outcomesByToolCalls}
          meanCorrect={toolCalls.meanCorrect}
          meanWrong={toolCalls.meanWrong}
          place={place}
        />
      </RunSection>
      {hasEntities ? (
        <RunSection
          title="Does finding more go with being right?"
          numbers={<MatchRateNumbers summary={summary} means={charts.means} />}
        >
          <RateCharts
            charts={charts}
            threshold={summary.definitions.threshold}
            accuracy={accuracy.value}
            place={place}
          />
        </RunSection>
      ) : null}
      {hasEntities ? (
        <RunSection
          title="What would E-GRPO pay that GRPO does not?"
          numbers={<SignalNumbers summary={summary} means={charts.means} signal={charts.signal} />}
        >
          <SignalChart signal={charts.signal} place={place} />
        </RunSection>
      ) : null}
      <RunSection title="How does it change over training?">
        {charts.bySteps.steps === 0 ? (
          <StatePanel kind="empty" title="The log names no training steps" level={3}>
            <p>
              Records with a “step” are drawn over it: accuracy, match rate, tool calls and groups without advantage.
            </p>
          </StatePanel>
        ) : (
          <>
            <StepChart measure="accuracy" steps={charts.bySteps} place={place} />
            {hasEntities ? <StepChart measure="matchRate" steps={charts.bySteps} place={place} /> : null}
            <StepChart measure="toolCalls" steps={charts.bySteps} place={place} />
            <StepChart measure="zeroAdvantage" steps={charts.bySteps} place={place} hasEntities={hasEntities} />
          </>
        )}
      </RunSection>
    </ChartProvenance>
  );
}
