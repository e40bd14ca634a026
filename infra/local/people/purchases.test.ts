import { describe, expect, it } from 'vitest';
import { compareWithHoldout } from '../../../shared/agents/analytics/analytics.ts';
import { isHeldOut } from '../../../shared/experiments/domain/holdout.ts';
import { type PeopleProfile, peopleProfile } from './profile.ts';
import { type Purchase, purchasesOf } from './purchases.ts';

const DAY = 24 * 3_600_000;
const MONTH = { since: 0, until: 30 * DAY };
const LEADS = 1_000;
const SEEDS = 200;
const HOLDOUT_SHARE = 0.2;
const MAILED_AT = [0, 4 * DAY, 9 * DAY];

const SMALL_EFFECT = peopleProfile.parse({ buy: { within30Days: 0.05, perOpen: 0.03 } });
const LARGE_EFFECT = peopleProfile.parse({ buy: { within30Days: 0.05, perOpen: 0.1 } });
const NO_EFFECT = peopleProfile.parse({ buy: { within30Days: 0.05, perOpen: 0 } });

interface Person {
  readonly heldOut: boolean;
  readonly bought: readonly Purchase[];
}

const known = new Map<PeopleProfile, Map<number, Person[]>>();

/** A mission of three e-mails to all but the holdout, and what everybody bought in its thirty days. */
function mission(seed: number, profile: PeopleProfile): Person[] {
  const bySeed = known.get(profile) ?? new Map<number, Person[]>();
  const people = bySeed.get(seed) ?? peopleOf(seed, profile);
  known.set(profile, bySeed.set(seed, people));
  return people;
}

function peopleOf(seed: number, profile: PeopleProfile): Person[] {
  return Array.from({ length: LEADS }, (_, i) => {
    const heldOut = isHeldOut(`w${seed}`, `l${i}`, HOLDOUT_SHARE);
    const shopper = { address: `p${i}@people.example`, seed, mailedAt: heldOut ? [] : MAILED_AT };
    return { heldOut, bought: purchasesOf(shopper, profile, MONTH) };
  });
}

/** The report's comparison, as it stands at a moment of the mission. */
function reportAt(people: readonly Person[], until: number) {
  const arm = (heldOut: boolean) => {
    const of = { leads: 0, conversions: 0, revenueCents: 0 };
    for (const person of people) {
      if (person.heldOut !== heldOut) continue;
      const bought = person.bought.filter(({ at }) => at <= until);
      of.leads++;
      if (bought.length > 0) of.conversions++;
      for (const { amountUsd } of bought) of.revenueCents += Math.round(100 * amountUsd);
    }
    return of;
  };
  return compareWithHoldout(arm(false), arm(true));
}

/** The difference that the mails make to the share of people who buy, by the profile alone. */
function plantedEffect(profile: PeopleProfile): number {
  const { buy, hardBounce, softBounce, deliver, open } = profile;
  const delivered = Math.min(1 - softBounce, deliver + hardBounce);
  const byOneMail = delivered * open * buy.perOpen;
  return (1 - hardBounce) * (1 - buy.within30Days) * (1 - (1 - byOneMail) ** MAILED_AT.length);
}

const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);

describe('simulated purchases', () => {
  it('are made by as many as the profile says, written to or not', () => {
    const people = seeds.slice(0, 20).flatMap((seed) => mission(seed, NO_EFFECT));
    const share = people.filter(({ bought }) => bought.length > 0).length / people.length;
    // Five standard errors of a share of 20,000 people.
    expect(Math.abs(share - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / people.length));
  });

  it('stay what they were when more mails come and when more time has passed', () => {
    const profile = peopleProfile.parse({ buy: { within30Days: 0.5, perOpen: 0.5 } });
    for (let i = 0; i < 200; i++) {
      const address = `p${i}@people.example`;
      const early = purchasesOf({ address, seed: 1, mailedAt: [0] }, profile, { since: 0, until: 10 * DAY });
      const late = purchasesOf({ address, seed: 1, mailedAt: [0, 20 * DAY] }, profile, MONTH);
      expect(late.filter(({ at }) => at <= 10 * DAY)).toEqual(early);
    }
  });
});

describe('the report on the effect of a mission', () => {
  it.each([SMALL_EFFECT, LARGE_EFFECT])(
    'holds the planted effect in 92 % to 98 % of its 95 % intervals: $buy.perOpen per open',
    (profile) => {
      const planted = plantedEffect(profile);
      const held = seeds.filter((seed) => {
        const { lift95 } = reportAt(mission(seed, profile), MONTH.until);
        return lift95 && lift95.low <= planted && planted <= lift95.high;
      });
      expect(held.length / SEEDS).toBeGreaterThanOrEqual(0.92);
      expect(held.length / SEEDS).toBeLessThanOrEqual(0.98);
    },
  );

  it('finds an effect where there is none in at most 5 %, although it is looked at every day', () => {
    const days = Array.from({ length: 30 }, (_, i) => (i + 1) * DAY);
    const misled = seeds.filter((seed) => {
      const people = mission(seed, NO_EFFECT);
      return days.some((until) => (reportAt(people, until).anytimePValue ?? 1) <= 0.05);
    });
    expect(misled.length / SEEDS).toBeLessThanOrEqual(0.05);
  });

  it('finds the effect that there is, where the list is long enough for it', () => {
    const found = seeds.filter(
      (seed) => (reportAt(mission(seed, LARGE_EFFECT), MONTH.until).anytimePValue ?? 1) <= 0.05,
    );
    expect(found.length / SEEDS).toBeGreaterThan(0.8);
  });
});
