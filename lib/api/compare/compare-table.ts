import { csvLine } from '@/lib/api/csv';
import type { TableFormat } from '@/lib/api/schemas/compare-table';
import type { Comparison } from '@/lib/core/compare-runs/comparison';
import { comparisonLatex } from '@/lib/core/compare-runs/comparison-latex';
import { comparisonMarkdown } from '@/lib/core/compare-runs/comparison-markdown';
import { COMPARISON_COLUMNS, comparisonRows } from '@/lib/core/compare-runs/comparison-rows';
import type { Definitions } from '@/lib/core/rewards/definitions';

import { compareRuns, type CompareRequest } from './compare-runs';

const FILES = {
  csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv' },
  latex: { mediaType: 'application/x-tex; charset=utf-8', ending: 'tex' },
  markdown: { mediaType: 'text/markdown; charset=utf-8', ending: 'md' },
} as const satisfies Record<TableFormat, { mediaType: string; ending: string }>;

function textOf(comparison: Comparison, format: TableFormat): string {
  switch (format) {
    case 'csv':
      return [COMPARISON_COLUMNS, ...comparisonRows(comparison)].map(csvLine).join('');
    case 'latex':
      return comparisonLatex(comparison);
    case 'markdown':
      return comparisonMarkdown(comparison);
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** A comparison as a table to take away. @throws ApiError as `compareRuns` */
export async function exportComparison(format: TableFormat, request: CompareRequest, definitions: Definitions) {
  const comparison = await compareRuns(request, definitions);
  const { mediaType, ending } = FILES[format];
  const runs = comparison.sides.map(({ run }) => run.id).join('-');
  return { chunks: once(textOf(comparison, format)), mediaType, filename: `nearmiss-comparison-${runs}.${ending}` };
}
