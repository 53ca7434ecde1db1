'use client';

import { Button, Menu } from '@mantine/core';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useId, useMemo, useRef, type ReactNode } from 'react';
import { useTurnToDraw } from '@/components/browser/use-near-viewport';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import type { GlossaryTerm } from '@/components/definitions/glossary';
import { StatePanel } from '@/components/states/state-panel';
import { ScrollFrame } from '@/components/table/scroll-frame';
import styles from './chart-frame.module.css';
import { CHART_HEIGHT_PX } from './chart-look';
import { useChartProvenance } from './chart-provenance';
import { csvOf, type ChartTable } from './chart-table';
import { type ColourKey, downloadPng, downloadSvg, downloadText } from './download-chart';
import { useLateParts, type LateParts } from './late-parts';

/** Why a chart has nothing to draw, and what to do. `loading` and `error` are told apart from empty data. */
export interface ChartGap {
  readonly kind: 'empty' | 'filtered' | 'error';
  readonly title: string;
  readonly advice: ReactNode;
}

interface ChartFrameProps<Parts extends object> {
  /** Names the chart in the URL and in downloaded files, such as `accuracy-by-match-rate`. */
  readonly id: string;
  readonly title: string;
  readonly term?: GlossaryTerm;
  /** What the chart shows, in one sentence. */
  readonly summary: string;
  /** What it is computed over and which interval is drawn, such as `n = 700 rollouts, bars: Wilson 95%`. */
  readonly basis: string;
  /** The chart's numbers as a table; its links lead where the marks lead. A long one is better made when it is asked for. */
  readonly table: ChartTable | (() => ChartTable);
  readonly legend?: ReactNode;
  /** The legend for downloaded pictures: what each colour means. */
  readonly colourKey?: readonly ColourKey[];
  readonly gap?: ChartGap | null;
  /** Room kept for the drawing until it is made; 250 where it is not said. */
  readonly heightPx?: number;
  /** What the drawing is made with; loaded when the drawing has its turn. */
  readonly drawnWith: LateParts<Parts>;
  readonly children: (parts: Parts) => ReactNode;
}

function ChartTableView({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  return (
    <ScrollFrame label={`${title}, table`}>
      <table className={styles.table}>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={column} scope="col" className={index === 0 ? undefined : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.href === null ? (
                  row.label
                ) : (
                  <Link href={row.href} prefetch={false}>
                    {row.label}
                  </Link>
                )}
              </th>
              {row.cells.map((cell, index) => (
                <td key={table.columns[index + 1] ?? index} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Heading, summary, basis, table switch and downloads around a chart; or why there is none. */
export function ChartFrame<Parts extends object>(props: ChartFrameProps<Parts>) {
  const { id, title, gap = null, children } = props;
  const tableOf = (): ChartTable => (typeof props.table === 'function' ? props.table() : props.table);
  const summaryId = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useQueryState('tables', parseAsArrayOf(parseAsString).withDefault([]));
  const showsTable = asTable.includes(id);
  const parts = useLateParts(props.drawnWith, useTurnToDraw(drawing));
  // The frame follows every change of the address; what is drawn need not.
  const picture = useMemo(() => (typeof parts === 'string' ? null : children(parts)), [children, parts]);
  const isDrawn = !showsTable && typeof parts !== 'string';
  const svgOf = () => drawing.current?.querySelector('svg') ?? null;
  const provenance = useChartProvenance();
  const basis = `${props.summary} ${props.basis}`;
  const caption = { title, basis, provenance, fileName: id, colourKey: props.colourKey ?? [] };
  const downloadCsv = () => downloadText(csvOf(tableOf(), provenance), `${id}.csv`, 'text/csv');

  return (
    <figure className={styles.frame} aria-label={title} aria-describedby={summaryId}>
      <figcaption className={styles.caption}>
        <div className={styles.top}>
          <h3>{props.term === undefined ? title : <DefinitionHint term={props.term}>{title}</DefinitionHint>}</h3>
          {gap === null ? (
            <div className={styles.actions}>
              <button
                type="button"
                className={styles.action}
                aria-label={`${showsTable ? 'Chart' : 'Table'}: ${title}`}
                onClick={() => void setAsTable(showsTable ? asTable.filter((other) => other !== id) : [...asTable, id])}
              >
                {showsTable ? 'Chart' : 'Table'}
              </button>
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <Button
                    className={styles.action}
                    variant="transparent"
                    size="compact-xs"
                    aria-label={`Download: ${title}`}
                  >
                    Download
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item disabled={!isDrawn} onClick={() => void downloadPng(svgOf(), caption)}>
                    PNG
                  </Menu.Item>
                  <Menu.Item disabled={!isDrawn} onClick={() => downloadSvg(svgOf(), caption)}>
                    SVG
                  </Menu.Item>
                  <Menu.Item onClick={downloadCsv}>CSV</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </div>
          ) : null}
        </div>
        <p id={summaryId} className={styles.summary}>
          {props.summary} <span className={styles.basis}>{props.basis}</span>
        </p>
      </figcaption>
      {gap === null ? (
        <>
          {props.legend}
          {showsTable ? (
            <ChartTableView title={title} table={tableOf()} />
          ) : (
            <div ref={drawing} style={{ minHeight: props.heightPx ?? CHART_HEIGHT_PX }}>
              {picture}
              {parts === 'failed' ? (
                <p className={styles.summary}>
                  The drawing could not be loaded. The table has its numbers; reload the page to try again.
                </p>
              ) : null}
            </div>
          )}
        </>
      ) : (
        <StatePanel kind={gap.kind} title={gap.title} level={3}>
          {gap.advice}
        </StatePanel>
      )}
    </figure>
  );
}
