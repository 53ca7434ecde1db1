/** What each term of the pages means, in a sentence or two. Shown by `DefinitionHint`. */
export const GLOSSARY = {
  accuracy:
    'Correct rollouts divided by all rollouts whose outcome is known. Errors count as not correct. Interval: Wilson, 95%.',
  nearMissShare:
    'Near-misses divided by the wrong rollouts that have gold entities and no error. A near-miss is a wrong rollout that found at least τ times as many gold entities as the best rollout of its group: γ̂ ≥ τ.',
  matchRate:
    'Match rate γ: gold entities of the question found in the chosen scope, divided by all its gold entities. Averaged over rollouts with entities.',
  matchRateNormalised:
    'Normalised match rate γ̂: the match rate divided by the highest one in the group (0 where no rollout of the group found any). The best rollout of a group always has 1, so read it beside γ.',
  pooledCorrelation:
    'Pearson correlation of the match rate with being correct (1 or 0) over all rollouts with entities. Mixes hard and easy questions. Interval: bootstrap over questions.',
  spearman: 'Spearman rank correlation of the match rate with being correct, over the same rollouts.',
  withinQuestion:
    'The same correlation after taking out each question’s own means, over questions that have both correct and not-correct rollouts: does finding more go with being right on the same question?',
  toolCalls: 'Mean number of tool calls a rollout makes.',
  signal:
    'A group teaches nothing when all its advantages are zero. GRPO pays wrong rollouts alike, so a group of wrong ones is dead; E-GRPO pays by entities found and revives it.',
  revived: 'Groups without any advantage under GRPO that have some under E-GRPO.',
  signTest:
    'Over questions that have both kinds: on how many do correct rollouts have the higher mean match rate than wrong ones, on how many the lower.',
  rewardGrpo: 'GRPO reward: 1 for a correct rollout, 0 for every other.',
  rewardEGrpo:
    'E-GRPO reward: 1 for a correct rollout, α times the normalised match rate for a wrong one, 0 for an error.',
  advantageGrpo: 'GRPO advantage: reward minus the group’s mean, divided by its standard deviation plus ε.',
  advantageEGrpo: 'E-GRPO advantage: the same formula on the E-GRPO rewards.',
  alpha: 'α: what a wrong rollout with normalised match rate 1 is paid. The paper uses 0.3.',
  threshold:
    'τ: a wrong rollout is a near-miss when its normalised match rate γ̂ is at least this. The paper names no threshold; 0.5 is ours.',
  matcher: 'How an entity’s name is looked for in a text. The paper asks for the exact string.',
  scope: 'Which text of a rollout is searched for entities. The paper searches the thoughts only.',
  std: 'Standard deviation in the advantage: sample (divides by n − 1; verl, TRL) or population (divides by n).',
  epsilon: 'ε: added to the standard deviation, so that equal rewards give zero instead of nothing. verl uses 1e-6.',
  entityLift:
    'Share of right rollouts that found the entity, divided by the share of wrong ones (without errors) that did. Compared within each question and then combined (Mantel-Haenszel), so hard and easy questions are not mixed; steps of a training run are. Of an entity of one question it is the plain ratio of the two shares.',
  entityDifference:
    'Share of right rollouts that found the entity, minus the share of wrong ones that did, within questions (Mantel-Haenszel).',
  entityTest:
    'p of the Cochran-Mantel-Haenszel test that right and wrong rollouts of a question find the entity alike, adjusted by Holm for all entities tested in this run: below 0.05, the difference stands even among so many.',
  entityGain:
    'Share of this run’s rollouts that found the entity, minus the share of the baseline’s, within each question and averaged over its questions. Interval, 95%: Newcombe’s score interval for an entity of one question; over its questions from five on; none in between.',
  entityGainTest:
    'p of the exact test that both runs find the entity as often within each question (Fisher’s for one question), adjusted by Holm for all entities that could be tested: below 0.05, the difference stands even among so many. An entity that none or all rollouts of each question found cannot be tested.',
  discoveryOfRuns:
    'For every turn, the share of a question’s gold entities that a rollout has found by the end of it: averaged over the rollouts of a question, then over questions, so that every question weighs the same.',
  seenNotTakenUp:
    'Seen, never taken up: an observation of the rollout mentions the entity and no thought ever does, whether or not a query or the answer does, and whatever its outcome. The same everywhere, whichever text is searched for entities.',
  group: 'The rollouts of one question at one training step; their rewards are compared with each other.',
} as const;

export type GlossaryTerm = keyof typeof GLOSSARY;

/**
 * The product's one-sentence answer to "what is a near-miss".
 *
 * @param threshold tau, in [0, 1]
 */
export function nearMissSentence(threshold: number): string {
  return `A near-miss answered wrong, yet found at least τ = ${threshold} times as many of the question’s gold entities as the best rollout of its group (γ̂ ≥ τ); an outcome reward pays it as little as one that found nothing.`;
}

export const MATCHER_LABELS = {
  exact: 'Exact string',
  casefold: 'Ignore case',
  normalised: 'Normalised text',
  aliases: 'Normalised, aliases too',
} as const;

export const SCOPE_LABELS = {
  thoughts: 'Thoughts',
  queries: 'Queries',
  observations: 'Observations',
  answer: 'Answer',
} as const;
