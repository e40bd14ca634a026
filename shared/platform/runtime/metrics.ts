import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Service and environment are the only dimensions: each further one multiplies the number of metrics billed. */
const metrics = new Metrics({
  namespace: 'Rex',
  serviceName: process.env['POWERTOOLS_SERVICE_NAME'] ?? 'rex',
  defaultDimensions: { environment: process.env['REX_ENVIRONMENT'] ?? 'main' },
});

/** Counts things that happened, by name; one line of the log (EMF) for all of a call. */
export function countMetrics(counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
}
