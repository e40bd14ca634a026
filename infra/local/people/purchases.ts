import * as z from 'zod';
import { unitInterval } from '../../../shared/kernel/hash.ts';
import { decideReactions } from './decide.ts';
import type { PeopleProfile } from './profile.ts';

export const purchasesRequest = z.object({
  addresses: z.array(z.string().min(3)).max(100_000),
  /** Purchases after this moment, up to and with the other. */
  since: z.iso.datetime(),
  until: z.iso.datetime(),
});

export interface Purchase {
  readonly address: string;
  /** Milliseconds since the epoch, virtual. */
  readonly at: number;
  readonly amountUsd: number;
}

export interface Shopper {
  readonly address: string;
  readonly seed: number;
  /** When the mails to this person were handed in, the first one first. */
  readonly mailedAt: readonly number[];
}

const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;
/** Of a log-normal distribution, in US dollars. */
const AMOUNT = { median: 30, sigma: 0.6 };

/**
 * What a person buys from `since` to `until`: by themselves at a constant rate, and because of mails that they opened. The
 * second kind is the effect of the mail, as it was planted: nobody has it who got no mail. A function of its arguments.
 */
export function purchasesOf(
  { address, seed, mailedAt }: Shopper,
  profile: PeopleProfile,
  { since, until }: { readonly since: number; readonly until: number },
): Purchase[] {
  const person = address.toLowerCase();
  const draw = (what: string): number => unitInterval(`${seed}|${what}|${person}`);
  const perMs = -Math.log(1 - profile.buy.within30Days) / MONTH_MS;
  const times: number[] = [];
  let at = since;
  for (let n = 1; perMs > 0; n++) {
    at += -Math.log(1 - draw(`buys ${n}`)) / perMs;
    if (at > until) break;
    times.push(at);
  }
  for (const [i, handedIn] of mailedAt.entries()) {
    if (draw(`buys by mail ${i + 1}`) >= profile.buy.perOpen) continue;
    const reactions = decideReactions({ recipient: address, ordinal: i + 1, seed }, profile);
    const opened = reactions.find(({ kind }) => kind === 'open');
    if (!opened) continue;
    const wait = -Math.log(1 - draw(`buys by mail ${i + 1} delay`)) * profile.delays.buyMinutes * MINUTE_MS;
    times.push(handedIn + opened.delayMs + wait);
  }
  return times
    .filter((time) => time > since && time <= until)
    .toSorted((a, b) => a - b)
    .map((time, i) => ({ address: person, at: Math.floor(time), amountUsd: amountOf(draw, i) }));
}

function amountOf(draw: (what: string) => number, i: number): number {
  const normal =
    Math.sqrt(-2 * Math.log(1 - draw(`amount ${i}`))) * Math.cos(2 * Math.PI * draw(`amount angle ${i}`));
  return Math.round(100 * AMOUNT.median * Math.exp(AMOUNT.sigma * normal)) / 100;
}
