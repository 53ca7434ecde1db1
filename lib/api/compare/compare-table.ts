import { csvLine } from '@/lib/api/csv';
import type { TableFormat } from '@/lib/api/schemas/compare-table';
import type { Comparison } from '@/lib/core/compare-runs/comparison';
import { comparisonLatex } from '@/lib/core/compare-runs/comparison-latex';
import { comparisonMarkdown } from '@/lib/core/compare-runs/comparison-markdown';
import { COMPARISON_COLUMNS, comparisonRows } from '@/lib/core/compare-runs/comparison-rows';
import type { TableDetail } from '@/lib/core/compare-runs/table-details';
import type { Definitions } from '@/lib/core/rewards/definitions';

import { compareRuns, type CompareRequest } from './compare-runs';

const FILES = {
  csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv' },
  latex: { mediaType: 'application/x-tex; charset=utf-8', ending: 'tex' },
  markdown: { mediaType: 'text/markdown; charset=utf-8', ending: 'md' },
} as const satisfies Record<TableFormat, { mediaType: string; ending: string }>;

/** What a table is made as. */
export interface TableLook {
  readonly format: TableFormat;
  readonly detail: TableDetail;
}

function textOf(comparison: Comparison, { format, detail }: TableLook): string {
  switch (format) {
    case 'csv':
      return [COMPARISON_COLUMNS, ...comparisonRows(comparison)].map(csvLine).join('');
    case 'latex':
      return comparisonLatex(comparison, detail);
    case 'markdown':
      return comparisonMarkdown(comparison, detail);
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** A comparison as a table to take away. @throws ApiError as `compareRuns` */
export async function exportComparison(look: TableLook, request: CompareRequest, definitions: Definitions) {
  const comparison = await compareRuns(request, definitions);
  const { mediaType, ending } = FILES[look.format];
  const full = look.detail === 'full' && look.format !== 'csv' ? '-all-numbers' : '';
  const runs = comparison.sides.map(({ run }) => run.id).join('-');
  return {
    chunks: once(textOf(comparison, look)),
    mediaType,
    filename: `nearmiss-comparison-${runs}${full}.${ending}`,
  };
}
