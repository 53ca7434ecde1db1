/**
 * Labels that every run offers: the three ways in which search agents fail (E-GRPO, arXiv 2510.24694, appendix E).
 * Readers may put words of their own on a rollout beside them.
 */
export const OFFERED_LABELS = [
  {
    label: 'broken_reasoning_coherence',
    name: 'Broken reasoning coherence',
    means: 'Found the facts and lost the thread: a later thought contradicts or forgets an earlier one.',
  },
  {
    label: 'distracted_querying',
    name: 'Distracted querying',
    means: 'Searched on after things beside the question until the context or the tool budget was used up.',
  },
  {
    label: 'information_overload',
    name: 'Information overload',
    means: 'Asked several near-identical queries at once and could not use what came back.',
  },
] as const;
export type OfferedLabel = (typeof OFFERED_LABELS)[number]['label'];
