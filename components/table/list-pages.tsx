'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import styles from './list-pages.module.css';

interface ListPagesProps {
  /** Place of the first row shown, from 0. */
  readonly from: number;
  readonly shown: number;
  readonly total: number;
  /** What is counted, one and several. */
  readonly unit: readonly [singular: string, plural: string];
  /** Rows of a whole page. */
  readonly pageSize: number;
  readonly isPending: boolean;
  readonly onFrom: (from: number) => void;
  /** Further words on the order, and buttons. */
  readonly order?: string;
  readonly children?: ReactNode;
}

/** Which rows of a list are shown, and the way to the pages before and after. */
export function ListPages(props: ListPagesProps) {
  const { from, shown, total, unit, pageSize, isPending, onFrom, order = '', children } = props;
  const end = Math.min(total, from + shown);
  return (
    <nav className={styles.pages} aria-label="Pages">
      <span role="status">
        {formatCount(from + 1)} to {formatCount(end)} of {formatQuantity(total, ...unit)}
        {order}
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={isPending || from === 0}
        onClick={() => onFrom(Math.max(0, from - pageSize))}
      >
        Previous
      </Button>
      <Button size="xs" variant="default" disabled={isPending || end >= total} onClick={() => onFrom(end)}>
        Next
      </Button>
      {children}
    </nav>
  );
}
