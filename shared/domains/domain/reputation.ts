import type { z } from 'zod';
import type { domainViewSchema } from '../contract/sending-domain.ts';

export type DomainHealth = z.infer<typeof domainViewSchema>['health'];

/** The e-mails of a domain in the days that are judged, with bounces and complaints. */
export interface DomainTraffic {
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
}

type Curve = readonly (readonly [rate: number, loss: number])[];

/**
 * The loss of reputation for a rate, linear between the points. The rates are common limits: those that senders set
 * themselves (warn at 2 % bounces or 0.05 % complaints, stop at 4 % or 0.08 %), then those of Amazon SES (review at 5 % or
 * 0.1 %, a possible pause at 10 % or 0.5 %). The losses put each limit on the border of a health tier: at "warn" a domain
 * is no longer "excellent", at "stop" no longer "good" and is rotated out, and at a possible pause its reputation is 0.
 */
const BOUNCE_LOSS: Curve = [
  [0, 0],
  [0.02, 0.1],
  [0.04, 0.3],
  [0.05, 0.5],
  [0.1, 1],
];
const COMPLAINT_LOSS: Curve = [
  [0, 0],
  [0.0005, 0.1],
  [0.0008, 0.3],
  [0.001, 0.5],
  [0.005, 1],
];

/**
 * A rate is taken over at least this many e-mails, as providers judge over a "representative volume": one bounce
 * among twenty, or one complaint among two thousand, says little about a domain.
 */
const REPRESENTATIVE = { bounced: 200, complained: 2_000 } as const;

/** The rates by which a domain is judged. The minimum volume keeps a single complaint from making a high rate. */
export const ratesOf = ({ sent, bounced, complained }: DomainTraffic) => ({
  bounceRate: bounced / Math.max(sent, REPRESENTATIVE.bounced),
  complaintRate: complained / Math.max(sent, REPRESENTATIVE.complained),
});

/** The lowest reputation of each tier. */
const HEALTH: readonly (readonly [from: number, health: DomainHealth])[] = [
  [0.9, 'excellent'],
  [0.7, 'good'],
  [0.5, 'fair'],
  [0.3, 'poor'],
];

/**
 * The reputation of a sending domain, 0 to 1 in thousandths: 1 minus the losses for its bounce rate and its complaint rate.
 * A domain that sent nothing has 1.
 */
export function reputationOf(traffic: DomainTraffic): number {
  const { bounceRate, complaintRate } = ratesOf(traffic);
  const loss = interpolate(BOUNCE_LOSS, bounceRate) + interpolate(COMPLAINT_LOSS, complaintRate);
  return Math.round(Math.max(0, 1 - loss) * 1000) / 1000;
}

export const healthOf = (reputation: number): DomainHealth =>
  HEALTH.find(([from]) => reputation >= from)?.[1] ?? 'critical';

function interpolate(curve: Curve, rate: number): number {
  const next = curve.findIndex(([at]) => at >= rate);
  const [toRate, toLoss] = curve[next] ?? [0, 1];
  const [fromRate, fromLoss] = curve[next - 1] ?? [0, 0];
  if (next < 0 || toRate === fromRate) return toLoss;
  return fromLoss + ((toLoss - fromLoss) * (rate - fromRate)) / (toRate - fromRate);
}
