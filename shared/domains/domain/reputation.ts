import type { z } from 'zod';
import type { domainViewSchema } from '../contract/sending-domain.ts';

export type DomainHealth = z.infer<typeof domainViewSchema>['health'];

/** What a domain sent in the days looked at, and what came of it. */
export interface DomainTraffic {
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
}

type Curve = readonly (readonly [rate: number, loss: number])[];

/**
 * What a rate costs, linear between the points. The rates are the field's own: the brakes one should set oneself
 * (warn at 2 % bounces or 0.05 % complaints, stop at 4 % or 0.08 %), then Amazon SES's (review at 5 % or 0.1 %, a
 * possible pause at 10 % or 0.5 %). The losses put each of them on the border of a health tier: warn ends
 * "excellent", stop ends "good", which is where a domain is rotated out, and a possible pause leaves nothing.
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

/** What a domain is judged by: no single complaint makes a rate. */
export const ratesOf = ({ sent, bounced, complained }: DomainTraffic) => ({
  bounceRate: bounced / Math.max(sent, REPRESENTATIVE.bounced),
  complaintRate: complained / Math.max(sent, REPRESENTATIVE.complained),
});

/** Each tier from its lowest reputation. */
const HEALTH: readonly (readonly [from: number, health: DomainHealth])[] = [
  [0.9, 'excellent'],
  [0.7, 'good'],
  [0.5, 'fair'],
  [0.3, 'poor'],
];

/**
 * The reputation of a sending domain, 0 to 1 in thousandths: 1 less what its bounce rate and its complaint rate
 * cost. A domain that sent nothing has 1.
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
