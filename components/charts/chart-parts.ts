import { lateParts, type LateParts } from './late-parts';
import type * as drawingParts from './drawing-parts';

type DrawingParts = typeof drawingParts;

/** What most charts are drawn with. */
export const CHART_PARTS: LateParts<DrawingParts> = lateParts(() => import('./drawing-parts'));

/** The same, and what one kind of chart has beside it. */
export function chartPartsAnd<Own extends object>(load: () => Promise<Own>): LateParts<DrawingParts & Own> {
  return lateParts(async () => {
    const [common, own] = await Promise.all([import('./drawing-parts'), load()]);
    return { ...common, ...own };
  });
}
