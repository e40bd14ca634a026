import { describe, expect, it } from 'vitest';
import { addMs, DAY, utcDay } from '../../kernel/clock.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { contactFactsOf } from './contact-facts.ts';
import type { EngagementFacts } from './engagement.ts';
import { scoreLead } from './reactivation.ts';
import { fitReactivationModel, reactivationModelSchema } from './reactivation-model.ts';

const AS_OF = new Date('2024-12-31T12:00:00Z');
const SILENT: EngagementFacts = { opens: 0, clicks: 0, replies: 0, consent: 'subscribed' };
const CONTACT = contactFactsOf({ address: 'ada@works.example', roleAddress: false, neverMail: false });

const order = (weeksAgo: number) => ({
  orderedOn: utcDay(addMs(AS_OF, -weeksAgo * 7 * DAY)),
  items: 1,
  amountCents: 2_500,
});
const lead = (...weeksAgo: number[]) => ({
  orders: weeksAgo.map(order),
  engagement: SILENT,
  contact: CONTACT,
});

/** Shoppers of whom a part is still buying at the end. */
function shop(): { orderedOn: string; items: number; amountCents: number }[][] {
  const random = seededRandom(7);
  return Array.from({ length: 300 }, () => {
    const every = 4 + 30 * random();
    const weeks: number[] = [];
    for (let at = 60 + 20 * random(); at > 0; at -= every * -Math.log(random())) {
      weeks.push(at);
      if (random() < 0.2) break;
    }
    return weeks.map(order);
  });
}

describe('scoreLead by purchases', () => {
  const model = fitReactivationModel(shop(), AS_OF);

  it('learns from the orders of the shop itself', () => {
    expect(model).toMatchObject({ customers: 300, horizonWeeks: 13, bgNbd: { source: 'fitted' } });
    expect(model.returning.kind).toBe('backtest');
    expect(reactivationModelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('ranks a recent buyer over a silent one, and a frequent buyer over a one-time buyer', () => {
    const score = (...weeksAgo: number[]) => scoreLead(lead(...weeksAgo), model, AS_OF).score;

    expect(score(60, 40, 14)).toBeGreaterThan(score(60, 40, 30));
    expect(score(60, 50, 40, 30)).toBeGreaterThan(score(60, 30));
  });

  it('explains in points what silence cost and what repeat purchases earned', () => {
    const result = scoreLead(lead(60, 40, 20), model, AS_OF);
    const [recency, frequency] = result.factors;

    expect(result).toMatchObject({ basis: 'purchases', silentWeeks: 20 });
    expect(recency).toMatchObject({ name: 'recency', value: 20 });
    expect(recency?.contribution).toBeLessThan(0);
    expect(recency?.sentence).toBe('Last bought 20.0 weeks ago, on 2024-08-13.');
    expect(frequency).toMatchObject({ name: 'frequency', value: 2 });
    expect(frequency?.contribution).toBeGreaterThan(0);
    expect(result.expectedValueUsd).toBeCloseTo((result.expectedPurchases ?? 0) * 25, 0);
  });

  it('ignores orders after the as-of day', () => {
    const later = { ...lead(60, 40, 20), orders: [...lead(60, 40, 20).orders, order(-1)] };

    expect(scoreLead(later, model, AS_OF)).toEqual(scoreLead(lead(60, 40, 20), model, AS_OF));
  });

  it('falls back to the prior when there is nearly nothing to learn from', () => {
    const small = fitReactivationModel([[order(30)], [order(50), order(20)]], AS_OF);
    const { score, pAlive } = scoreLead(lead(50, 20), small, AS_OF);

    expect(small).toMatchObject({
      bgNbd: { source: 'prior' },
      spend: { source: 'prior' },
      returning: { kind: 'bg-nbd' },
    });
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(100);
    expect(pAlive).toBeGreaterThan(0.5);
  });
});

describe('scoreLead without purchases', () => {
  const model = fitReactivationModel([], AS_OF);
  const score = (engagement: Partial<EngagementFacts>) =>
    scoreLead({ orders: [], engagement: { ...SILENT, ...engagement }, contact: CONTACT }, model, AS_OF);

  it('ranks by engagement: a reply over a click, a click over an open', () => {
    const scores = [{ replies: 1 }, { clicks: 1 }, { opens: 1 }, {}].map((each) => score(each).score);

    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    expect(new Set(scores).size).toBe(4);
    expect(score({}).basis).toBe('engagement');
  });

  it('measures silence from the latest engagement, and knows none without engagement', () => {
    const leadSince = addMs(AS_OF, -20 * 7 * DAY);

    expect(score({}).silentWeeks).toBeUndefined();
    expect(score({ leadSince }).silentWeeks).toBe(20);
    expect(score({ leadSince, lastEngagedAt: addMs(AS_OF, -7 * DAY) }).silentWeeks).toBe(1);
    expect(score({ leadSince, lastEngagedAt: addMs(AS_OF, DAY) }).silentWeeks).toBe(20);
  });

  it('lowers the score for a role address and for an opt-out', () => {
    const role = contactFactsOf({ address: 'info@works.example', roleAddress: true, neverMail: false });
    const ofRole = scoreLead({ orders: [], engagement: SILENT, contact: role }, model, AS_OF);

    expect(ofRole.score).toBeLessThan(score({}).score);
    expect(ofRole.factors.find(({ name }) => name === 'role_address')?.contribution).toBeLessThan(0);
    expect(score({ consent: 'opted_out' }).score).toBeLessThan(score({ consent: 'unknown' }).score);
  });
});

describe('contactFactsOf', () => {
  it('distinguishes free mail from a company, and never-mailed addresses from roles', () => {
    const free = contactFactsOf({
      address: 'ada@GMAIL.com',
      roleAddress: false,
      neverMail: false,
      firstName: 'Ada',
    });

    expect(free).toMatchObject({ domain: 'free_mail', address: 'person', hasName: true, hasPhone: false });
    expect(CONTACT).toMatchObject({ domain: 'company', hasName: false });
    expect(contactFactsOf({ address: 'noreply@x.example', roleAddress: true, neverMail: true }).address).toBe(
      'never_mail',
    );
  });
});
