import type { ReactNode } from 'react';
import { readPageRun } from '@/app/read-page-run';
import { routeNumber } from '@/app/route-params';
import { RunNav } from '@/components/runs/run-nav';

interface RunLayoutProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

/**
 * Asks for the run before anything is sent, so that an unknown run answers with status 404. The loading state stands
 * below this layout: above it, the status would be sent before the run is looked for.
 */
export default async function RunLayout({ params, children }: RunLayoutProps) {
  const { id } = await params;
  const run = await readPageRun(routeNumber(id));
  return (
    <>
      <RunNav runId={run.id} name={run.name} />
      {children}
    </>
  );
}
