'use client';

import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { StatePanel } from '@/components/states/state-panel';

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Stands in for any page that failed in a way nobody foresaw. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <StatePanel kind="error" title="This page could not be made" level={1}>
      <p>
        The data are untouched. Try again; if it stays, the terminal in which the server runs says why
        {error.digest === undefined ? '' : ` (look for ${error.digest})`}.
      </p>
      <Button size="xs" variant="default" onClick={reset}>
        Try again
      </Button>
    </StatePanel>
  );
}
