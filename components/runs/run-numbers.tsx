import { shortIntervalText } from '@/components/estimate/interval-text';
import { Estimate } from '@/components/estimate/estimate';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, formatDecimal, formatPercent, formatQuantity } from '@/components/format/format-number';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import type { RunMeans } from '@/lib/core/shape/run-means';
import type { SignalChart } from '@/lib/core/shape/signal-classes';
import { NumberList } from './number-list';

const NO_OUTCOMES = 'no rollout has a known outcome.';
const NO_WRONG = 'no rollout is wrong, has gold entities and no error.';
const NO_ENTITIES = 'no rollout has gold entities.';
const ONLY_SINGLETONS = 'every group has one rollout, and an advantage compares rollouts of a group.';
const NO_GROUPS = 'no group has two rollouts with a known outcome.';

interface NumbersProps {
  readonly summary: RunSummary;
  /** The summary's means with their intervals. */
  readonly means: RunMeans;
}

/** Accuracy and near-miss share. */
export function OutcomeNumbers({ summary, means }: NumbersProps) {
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
          value: (
            <Estimate
              estimate={nearMissShare}
              kind="percent"
              missingBecause={counts.withEntities === 0 ? NO_ENTITIES : NO_WRONG}
            />
          ),
          note: shortIntervalText(nearMissShare, 'percent'),
        },
        {
          name: 'Tool calls, mean',
          term: 'toolCalls',
          value: <Estimate estimate={means.toolCalls} kind="decimal" missingBecause="the run is empty." />,
          note: `${shortIntervalText(means.toolCalls, 'decimal')}; correct ${formatDecimal(summary.toolCalls.meanCorrect, 1)}, wrong ${formatDecimal(summary.toolCalls.meanWrong, 1)}`,
        },
      ]}
    />
  );
}

/** How the match rate goes with being right. */
export function MatchRateNumbers({ summary, means }: NumbersProps) {
  const { matchRate, correlation, signTest } = summary;
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
          value: <Estimate estimate={means.matchRate} kind="percent" missingBecause={NO_ENTITIES} />,
          note: `${shortIntervalText(means.matchRate, 'percent')}; correct ${formatPercent(matchRate.meanCorrect)}, wrong ${formatPercent(matchRate.meanWrong)}`,
        },
        {
          name: 'Normalised γ̂, mean',
          term: 'matchRateNormalised',
          value: <Estimate estimate={means.matchRateNormalised} kind="percent" missingBecause={NO_ENTITIES} />,
          note: shortIntervalText(means.matchRateNormalised, 'percent'),
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
export function SignalNumbers({ summary, means, signal }: NumbersProps & { readonly signal: SignalChart }) {
  const { revived, allWrong } = summary.signal;
  const noGroups = signal.singletons > 0 && signal.unknown === 0 ? ONLY_SINGLETONS : NO_GROUPS;
  return (
    <NumberList
      numbers={[
        {
          name: 'Groups revived',
          term: 'revived',
          lead: true,
          value: (
            <PlainNumber
              value={signal.groups === 0 ? null : revived}
              kind="count"
              missingBecause={noGroups}
              focusable
            />
          ),
          note: `of ${formatQuantity(allWrong, 'all-wrong group')}, ${formatQuantity(signal.groups, 'group')} in all`,
        },
        {
          name: 'Zero advantage, GRPO',
          term: 'signal',
          value: <Estimate estimate={signal.zeroAdvantageGrpo} kind="percent" missingBecause={noGroups} />,
          note: shortIntervalText(signal.zeroAdvantageGrpo, 'percent'),
        },
        {
          name: 'Zero advantage, E-GRPO',
          term: 'signal',
          value: <Estimate estimate={signal.zeroAdvantageEGrpo} kind="percent" missingBecause={noGroups} />,
          note: shortIntervalText(signal.zeroAdvantageEGrpo, 'percent'),
        },
        {
          name: 'Mean reward, GRPO',
          term: 'rewardGrpo',
          value: <Estimate estimate={means.rewardGrpo} kind="reward" missingBecause={NO_OUTCOMES} />,
          note: shortIntervalText(means.rewardGrpo, 'reward'),
        },
        {
          name: 'Mean reward, E-GRPO',
          term: 'rewardEGrpo',
          value: <Estimate estimate={means.rewardEGrpo} kind="reward" missingBecause={NO_OUTCOMES} />,
          note: `${shortIntervalText(means.rewardEGrpo, 'reward')}; α = ${summary.definitions.alpha}`,
        },
      ]}
    />
  );
}
