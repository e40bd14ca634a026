import type { Traffic } from '../shared/kernel/contract/route.ts';

export interface Throttle {
  /** Requests a second, in the long run. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/**
 * What one route takes, by who calls it. Every route has a bucket of its own, so that a flood on one of them, or on
 * paths that do not exist, does not affect the others: requests to stop still come through.
 * How much a person may ask in a minute over all routes is counted by the functions (`requestsPerMinute`).
 */
export const THROTTLES: Readonly<Record<Traffic | 'unknownPaths' | 'connections', Throttle>> = {
  recipients: { rate: 500, burst: 1000 },
  webhooks: { rate: 500, burst: 1000 },
  people: { rate: 50, burst: 100 },
  documents: { rate: 20, burst: 40 },
  unknownPaths: { rate: 10, burst: 20 },
  /** Each of the routes of the WebSocket API. */
  connections: { rate: 100, burst: 200 },
};

/** As the settings of a route of API Gateway are written. */
export const routeSettings = ({ rate, burst }: Throttle) => ({
  ThrottlingRateLimit: rate,
  ThrottlingBurstLimit: burst,
});
