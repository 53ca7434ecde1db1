import { LoadingPanel } from '@/components/states/loading-panel';

export default function Loading() {
  return <LoadingPanel label="Comparing the runs" rows={8} />;
}
