import type { z } from 'zod';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import type { domainViewSchema } from '../contract/sending-domain.ts';
import { type Signal, type Traffic, type TrafficByProvider, totalOf } from './traffic.ts';

export type DomainHealth = z.infer<typeof domainViewSchema>['health'];

type Judged = Exclude<Signal, 'sent'>;
type Curve = readonly (readonly [rate: number, effect: number])[];

/**
 * What each rate does to the reputation, linear between the points.
 *
 * The rates of bounces and complaints are common limits: those that senders set themselves (warn at 2 % bounces or 0.05 %
 * complaints, stop at 4 % or 0.08 %), then those of Amazon SES (review at 5 % or 0.1 %, a possible pause at 10 % or 0.5 %).
 * Their effects put each limit on the border of a health tier: at "warn" a domain is no longer "excellent", at "stop" no
 * longer "good" and is rotated out, and at a possible pause nothing of its reputation is left. Gmail and Yahoo ask for less
 * than 0.1 % complaints, and act at 0.3 %, where a tenth is left at most.
 *
 * No provider publishes a limit for deferrals, opens or replies: those rates are our own. Opens and replies only make up for
 * losses, and for a tenth at most: programs that hide opens, and people who slept for years, say nothing against a domain.
 */
const EFFECTS: Readonly<Record<Judged, Curve>> = {
  bounced: [
    [0, 0],
    [0.02, -0.1],
    [0.04, -0.3],
    [0.05, -0.5],
    [0.1, -1],
  ],
  complained: [
    [0, 0],
    [0.0005, -0.1],
    [0.0008, -0.3],
    [0.001, -0.5],
    [0.005, -1],
  ],
  deferred: [
    [0, 0],
    [0.05, -0.1],
    [0.1, -0.3],
    [0.2, -0.5],
    [0.5, -1],
  ],
  opened: [
    [0, 0],
    [0.2, 0.05],
  ],
  replied: [
    [0, 0],
    [0.02, 0.05],
  ],
};
const JUDGED = [
  'bounced',
  'complained',
  'deferred',
  'opened',
  'replied',
] as const satisfies readonly Judged[];

/**
 * A rate is taken over at least this many e-mails, as providers judge over a "representative volume": one bounce
 * among twenty, or one complaint among two thousand, says little about a domain.
 */
export const REPRESENTATIVE: Readonly<Record<Judged, number>> = {
  bounced: 200,
  complained: 2_000,
  deferred: 200,
  opened: 200,
  replied: 200,
};

/** One part of a reputation: how often something happened, and by how much it raises (or, below 0, lowers) the reputation. */
export interface ReputationPart {
  readonly signal: Judged;
  readonly count: number;
  readonly rate: number;
  readonly effect: number;
}

export const reputationParts = (traffic: Traffic): ReputationPart[] =>
  JUDGED.map((signal) => {
    const rate = rateOf(traffic, signal);
    return { signal, count: traffic[signal], rate, effect: thousandths(interpolate(EFFECTS[signal], rate)) };
  });

/** The rate by which a domain is judged. The minimum volume keeps a single complaint from making a high rate. */
export const rateOf = (traffic: Traffic, signal: Judged): number =>
  traffic[signal] / Math.max(traffic.sent, REPRESENTATIVE[signal]);

/** The lowest reputation of each tier. */
const HEALTH: readonly (readonly [from: number, health: DomainHealth])[] = [
  [0.9, 'excellent'],
  [0.7, 'good'],
  [0.5, 'fair'],
  [0.3, 'poor'],
];

/**
 * The reputation that traffic makes, 0 to 1 in thousandths: 1 and its parts. Without any traffic it is 1.
 */
export const reputationOf = (traffic: Traffic): number =>
  thousandths(
    Math.min(
      1,
      Math.max(
        0,
        reputationParts(traffic).reduce((sum, { effect }) => sum + effect, 1),
      ),
    ),
  );

/**
 * The reputation of a domain: the lowest of that of all its traffic and of those at each mailbox provider. One provider that
 * thinks ill of a domain is enough, and small traffic cannot make a high rate.
 */
export const domainReputation = (byProvider: TrafficByProvider): number =>
  Math.min(
    reputationOf(totalOf(byProvider)),
    ...PROVIDER_GROUPS.map((provider) => reputationOf(byProvider[provider])),
  );

export const healthOf = (reputation: number): DomainHealth =>
  HEALTH.find(([from]) => reputation >= from)?.[1] ?? 'critical';

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

function interpolate(curve: Curve, rate: number): number {
  const next = curve.findIndex(([at]) => at >= rate);
  const [toRate, to] = curve[next] ?? curve.at(-1) ?? [0, 0];
  const [fromRate, from] = curve[next - 1] ?? [0, 0];
  if (next < 0 || toRate === fromRate) return to;
  return from + ((to - from) * (rate - fromRate)) / (toRate - fromRate);
}
