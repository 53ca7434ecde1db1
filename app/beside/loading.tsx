import { LoadingPanel } from '@/components/states/loading-panel';

export default function Loading() {
  return <LoadingPanel label="Aligning the two rollouts" rows={10} />;
}
