import { COMPARED_METRICS, METRIC_IDS, type ComparedMetric, type MetricId } from './compared-metrics';

/** The description of a metric. */
export function metricOf(id: MetricId): ComparedMetric {
  const metric = COMPARED_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new RangeError(`there is no metric ${id}`);
  return metric;
}

/** How a metric is called where k is known: `pass@8`. */
export function metricLabel(id: MetricId, k: number): string {
  return metricOf(id).label.replace('@k', `@${k}`);
}

/**
 * Metrics that a comma-separated list names, in the order in which they are shown; all of them for an empty one.
 *
 * @returns null where a part names no metric, or one comes twice
 */
export function parseMetricIds(text: string): readonly MetricId[] | null {
  if (text === '') return METRIC_IDS;
  const named = text.split(',');
  const known = METRIC_IDS.filter((id) => named.includes(id));
  return known.length === named.length ? known : null;
}
