/** What was measured of a function in a period of time. */
export interface FunctionPeriod {
  readonly at: string;
  readonly calls: number;
  readonly errors: number;
  readonly throttles: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The most that ran at once. */
  readonly atOnce: number;
}
