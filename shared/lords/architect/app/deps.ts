import type { ViewGuildsDeps } from '../../../guilds/app/view-guilds.ts';
import type { SystemMetrics } from '../../../platform/ports/system-metrics.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';

export interface MeasureDeps extends SeatDeps {
  readonly metrics: SystemMetrics;
}

export interface ArchitectDeps extends MeasureDeps, ViewGuildsDeps {}
