import { PageHead } from '@/components/shell/page-head';
import { ButtonLink } from '@/components/shell/button-link';
import { RefreshWhile } from '@/components/states/refresh-while';
import { StatePanel } from '@/components/states/state-panel';

interface CompareProblemProps {
  readonly code: string;
  readonly message: string;
}

/** Why runs cannot be compared, in the place of a page of the comparison. */
export function CompareProblem({ code, message }: CompareProblemProps) {
  const isComputing = code === 'run_not_computed';
  return (
    <>
      <PageHead trail={[{ label: 'Runs', href: '/' }]} title="Comparison" />
      <StatePanel
        kind={isComputing ? 'empty' : 'error'}
        title={isComputing ? 'The numbers of a run are on their way' : 'These runs cannot be compared'}
      >
        <p>
          {message}. {isComputing ? 'The page looks again every two seconds.' : ''}
        </p>
        {isComputing ? <RefreshWhile everyMs={2000} /> : <ButtonLink href="/">Choose among the runs</ButtonLink>}
      </StatePanel>
    </>
  );
}
