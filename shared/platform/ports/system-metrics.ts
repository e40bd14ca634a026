import type { FunctionPeriod } from '../domain/function-period.ts';

/** What the functions of this very deployment did. */
export interface SystemMetrics {
  /** All functions, such as `http-leads`. */
  readonly functions: readonly string[];
  /**
   * The periods in which each of them was called, or calls of it were turned away, oldest first. A function of which nobody wanted
   * anything has none.
   */
  periods(asked: {
    readonly functions: readonly string[];
    readonly from: Date;
    readonly to: Date;
    readonly periodSeconds: number;
  }): Promise<ReadonlyMap<string, readonly FunctionPeriod[]>>;
}
