import { shortIntervalText } from '@/components/estimate/interval-text';
import { Estimate } from '@/components/estimate/estimate';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, formatDecimal, formatPercent, formatQuantity } from '@/components/format/format-number';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import type { SignalChart } from '@/lib/core/shape/signal-classes';
import { NumberList } from './number-list';

const NO_OUTCOMES = 'no rollout has a known outcome.';
const NO_WRONG = 'no rollout is wrong, has gold entities and no error.';
const NO_ENTITIES = 'no rollout has gold entities.';
const NO_GROUPS = 'no group has two rollouts with a known outcome.';

/** Accuracy and near-miss share. */
export function OutcomeNumbers({ summary }: { readonly summary: RunSummary }) {
  const { accuracy, nearMissShare, counts } = summary;
  return (
    <NumberList
      numbers={[
        {
          name: 'Accuracy',
          term: 'accuracy',
          lead: true,
          value: <Estimate estimate={accuracy} kind="percent" missingBecause={NO_OUTCOMES} />,
          note: shortIntervalText(accuracy, 'percent'),
        },
        {
          name: 'Near-misses among wrong',
          term: 'nearMissShare',
          lead: true,
          value: <Estimate estimate={nearMissShare} kind="percent" missingBecause={NO_WRONG} />,
          note: shortIntervalText(nearMissShare, 'percent'),
        },
        {
          name: 'Tool calls, mean',
          term: 'toolCalls',
          value: (
            <PlainNumber value={summary.toolCalls.mean} kind="decimal" missingBecause="the run is empty." focusable />
          ),
          note: `correct ${formatDecimal(summary.toolCalls.meanCorrect, 1)}, wrong ${formatDecimal(summary.toolCalls.meanWrong, 1)}; n = ${formatCount(counts.rollouts)}`,
        },
      ]}
    />
  );
}

/** How the match rate goes with being right. */
export function MatchRateNumbers({ summary }: { readonly summary: RunSummary }) {
  const { matchRate, correlation, signTest, counts } = summary;
  const { pooled, withinQuestion } = correlation;
  return (
    <NumberList
      numbers={[
        {
          name: 'Correlation, pooled',
          term: 'pooledCorrelation',
          lead: true,
          value: <Estimate estimate={pooled.pearson} kind="signed" />,
          note: shortIntervalText(pooled.pearson, 'signed'),
        },
        {
          name: 'Within questions',
          term: 'withinQuestion',
          value: <Estimate estimate={withinQuestion} kind="signed" />,
          note: `${shortIntervalText(withinQuestion, 'signed')} in ${formatQuantity(withinQuestion.questions, 'question')}`,
        },
        {
          name: 'Spearman, pooled',
          term: 'spearman',
          value: <Estimate estimate={pooled.spearman} kind="signed" />,
          note: shortIntervalText(pooled.spearman, 'signed'),
        },
        {
          name: 'Match rate γ, mean',
          term: 'matchRate',
          value: <PlainNumber value={matchRate.mean} kind="percent" missingBecause={NO_ENTITIES} focusable />,
          note: `correct ${formatPercent(matchRate.meanCorrect)}, wrong ${formatPercent(matchRate.meanWrong)}; n = ${formatCount(counts.withEntities)}`,
        },
        {
          name: 'Normalised γ̂, mean',
          term: 'matchRateNormalised',
          value: <PlainNumber value={matchRate.normalisedMean} kind="percent" missingBecause={NO_ENTITIES} focusable />,
          note: `n = ${formatCount(counts.withEntities)}`,
        },
        {
          name: 'Questions where correct found more',
          term: 'signTest',
          value: `${formatCount(signTest.correctHigher)} : ${formatCount(signTest.wrongHigher)}`,
          note: `equal on ${formatCount(signTest.ties)}`,
        },
      ]}
    />
  );
}

/** What GRPO and E-GRPO pay, and how many groups teach something. */
export function SignalNumbers({ summary, signal }: { readonly summary: RunSummary; readonly signal: SignalChart }) {
  const { revived, allWrong } = summary.signal;
  return (
    <NumberList
      numbers={[
        {
          name: 'Groups revived',
          term: 'revived',
          lead: true,
          value: formatCount(revived),
          note: `of ${formatQuantity(allWrong, 'all-wrong group')}, ${formatQuantity(signal.groups, 'group')} in all`,
        },
        {
          name: 'Zero advantage, GRPO',
          term: 'signal',
          value: <Estimate estimate={signal.zeroAdvantageGrpo} kind="percent" missingBecause={NO_GROUPS} />,
          note: shortIntervalText(signal.zeroAdvantageGrpo, 'percent'),
        },
        {
          name: 'Zero advantage, E-GRPO',
          term: 'signal',
          value: <Estimate estimate={signal.zeroAdvantageEGrpo} kind="percent" missingBecause={NO_GROUPS} />,
          note: shortIntervalText(signal.zeroAdvantageEGrpo, 'percent'),
        },
        {
          name: 'Mean reward, GRPO',
          term: 'rewardGrpo',
          value: <PlainNumber value={summary.reward.meanGrpo} kind="reward" missingBecause={NO_OUTCOMES} focusable />,
          note: `n = ${formatCount(summary.accuracy.n)}`,
        },
        {
          name: 'Mean reward, E-GRPO',
          term: 'rewardEGrpo',
          value: <PlainNumber value={summary.reward.meanEGrpo} kind="reward" missingBecause={NO_OUTCOMES} focusable />,
          note: `α = ${summary.definitions.alpha}`,
        },
      ]}
    />
  );
}
