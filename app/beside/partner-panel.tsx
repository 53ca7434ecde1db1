import { Suspense } from 'react';
import { PartnerList } from '@/components/beside/partner-list';
import { LoadingPanel } from '@/components/states/loading-panel';
import { readPartners } from '@/lib/api/beside-partners';
import { formatRolloutName, type RolloutName } from '@/lib/core/compare/rollout-name';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { orProblem } from './or-problem';

interface PartnerPanelProps {
  readonly left: RolloutName;
  readonly right: RolloutName | null;
  readonly definitions: Definitions;
}

async function Partners({ left, right, definitions }: PartnerPanelProps) {
  const partners = await orProblem(readPartners(formatRolloutName(left), definitions));
  if (partners.kind === 'value') {
    return <PartnerList {...partners.value} left={left} right={right} definitions={definitions} />;
  }
  return <p>The rollouts of the same question cannot be listed: {partners.problem.message}.</p>;
}

/** What the left rollout can be put beside. Other runs may have to be read for it, so the page does not wait. */
export function PartnerPanel(props: PartnerPanelProps) {
  return (
    <Suspense fallback={<LoadingPanel label="Looking for rollouts of the same question" rows={2} />}>
      <Partners {...props} />
    </Suspense>
  );
}
