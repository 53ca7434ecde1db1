import { LoadingPanel } from '@/components/states/loading-panel';

export default function Loading() {
  return <LoadingPanel label="Loading the groups" />;
}
