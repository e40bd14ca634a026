import { tzOffset } from '@date-fns/tz';

const EPOCH = new Date(0);

/** The lead's own zone where it is one that exists, else the workspace's. */
export const zoneOf = (leadZone: string | undefined, workspaceZone: string): string =>
  [leadZone, workspaceZone].find((zone) => zone !== undefined && !Number.isNaN(tzOffset(zone, EPOCH))) ??
  'UTC';
