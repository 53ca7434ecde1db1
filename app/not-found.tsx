import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';

export default function NotFound() {
  return (
    <StatePanel kind="empty" title="There is nothing at this address" level={1}>
      <p>The run, group or rollout may have been deleted, or the address mistyped.</p>
      <ButtonLink href="/">To the runs</ButtonLink>
    </StatePanel>
  );
}
