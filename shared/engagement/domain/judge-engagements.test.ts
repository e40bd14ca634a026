import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addEngagement, currentTable, type Engagement, judgeEngagements } from './judge-engagements.ts';
import { SIGNS, type Sign, signsOf } from './signs.ts';
import { ENGAGEMENTS, sentenceOf, WEIGHT_TABLES } from './weights.ts';

const SENT = '2026-01-05T10:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(SENT) + seconds * 1000).toISOString();
const times = { claimedAt: SENT, deliveredAt: SENT };
const event = (kind: Engagement['kind'], seconds: number, signs: readonly Sign[] = [], link?: string) => ({
  kind,
  at: after(seconds),
  signs,
  ...(link === undefined ? {} : { link }),
});
const one = (...given: Parameters<typeof event>) => judgeEngagements([event(...given)], times)[0];
const byPerson = (...given: Parameters<typeof event>): boolean | undefined => one(...given)?.byPerson;

describe('who opened or clicked', () => {
  it.each<[string, boolean, Parameters<typeof event>]>([
    ['a reader', true, ['opened', 60]],
    ['a reader who clicks', true, ['clicked', 60]],
    ['Gmail, which fetches for its reader', true, ['opened', 600, ['gmail_proxy', 'google_network']]],
    ['Gmail on arrival', false, ['opened', 1, ['gmail_proxy', 'google_network']]],
    ['a click by an image proxy', false, ['clicked', 600, ['gmail_proxy']]],
    ['Apple in advance', false, ['opened', 600, ['apple_prefetch']]],
    ['Apple in advance, with the agent of a phone', false, ['opened', 600, ['apple_network']]],
    ['whom the provider calls a program', false, ['opened', 600, ['provider_flag']]],
    ['a company behind a proxy in a data centre', true, ['opened', 600, ['cloud_network']]],
    ['the same, who clicks', true, ['clicked', 600, ['cloud_network']]],
    ['a scanner with the agent of a browser', false, ['clicked', 600, ['filter_network']]],
    ['an open in the first two seconds', false, ['opened', 1.999]],
    ['an open after two', true, ['opened', 2]],
    ['a click in the first ten seconds', false, ['clicked', 9.999]],
    ['a click after ten', true, ['clicked', 10]],
    ['a click before the delivery', false, ['clicked', -30]],
  ])('%s: by a person %s', (_, person, given) => {
    expect(byPerson(...given)).toBe(person);
  });

  it('follows from how many links were followed at once', () => {
    const burst = [
      event('clicked', 600, [], 'a'),
      event('clicked', 601, [], 'b'),
      event('clicked', 900, [], 'a'),
    ];
    const judged = judgeEngagements(burst, times);
    expect(judged.map((each) => each.byPerson)).toEqual([false, false, true]);
    expect(judged[0]?.parts).toEqual([{ sign: 'burst', logOdds: -4 }]);
    const same = [event('clicked', 600, [], 'a'), event('clicked', 601, [], 'a')];
    expect(judgeEngagements(same, times).every((each) => each.byPerson)).toBe(true);
    const slowly = [0, 6, 12].map((n) => event('clicked', 600 + n, [], `l${n}`));
    expect(judgeEngagements(slowly, times).map((each) => each.byPerson)).toEqual([false, false, false]);
    expect(judgeEngagements(slowly.slice(0, 2), times).every((each) => each.byPerson)).toBe(true);
  });

  it('counts the time from the delivery, while that is known', () => {
    const open = [event('clicked', 605)];
    expect(judgeEngagements(open, { claimedAt: SENT })[0]?.byPerson).toBe(true);
    expect(judgeEngagements(open, { claimedAt: SENT, deliveredAt: after(600) })[0]?.byPerson).toBe(false);
  });

  it('stays as it was told before signs were kept, whatever its time', () => {
    expect([byPerson('opened', 0, ['told_person']), byPerson('clicked', 0, ['told_person'])]).toEqual([
      true,
      true,
    ]);
    expect(byPerson('opened', 600, ['told_machine'])).toBe(false);
  });

  it('of a telephone is a person, however soon', () => {
    expect(judgeEngagements([event('opened', 0)], undefined)[0]?.byPerson).toBe(true);
  });
});

const kind = fc.constantFrom(...ENGAGEMENTS);
const signs = fc.subarray([...SIGNS]);
const seconds = fc.integer({ min: -10, max: 100_000 });
const anEvent = fc
  .tuple(kind, seconds, signs, fc.constantFrom(undefined, 'a', 'b', 'c'))
  .map((given) => event(...given));

describe.each(WEIGHT_TABLES)('table $version', (table) => {
  it('has a weight for every sign, and none that speaks for a person', () => {
    expect(Object.keys(table.signs).toSorted()).toEqual([...SIGNS].toSorted());
    const rows = [...Object.values(table.signs), ...table.soon.map(({ logOdds }) => logOdds)];
    for (const row of rows) expect(Math.max(row?.opened ?? 1, row?.clicked ?? 1)).toBeLessThanOrEqual(0);
    for (const { logOdds } of table.burst) expect(logOdds).toBeLessThan(0);
  });

  it('never makes a person likelier by one more sign of a machine', () => {
    fc.assert(
      fc.property(anEvent, fc.constantFrom(...SIGNS), (given, added) => {
        // What was judged when it came in is not judged by its time.
        fc.pre(!added.startsWith('told_') && !given.signs.some((sign) => sign.startsWith('told_')));
        const more = { ...given, signs: [...new Set([...given.signs, added])] };
        const [before, later] = [given, more].map(
          (each) => judgeEngagements([each], times, table.version)[0],
        );
        expect(later?.probability).toBeLessThanOrEqual(before?.probability ?? 0);
      }),
    );
  });

  it('never makes a person likelier by coming sooner, or by another link that was followed at once', () => {
    fc.assert(
      fc.property(anEvent, fc.nat(10_000), anEvent, (given, sooner, other) => {
        const earlier = { ...given, at: new Date(Date.parse(given.at) - sooner * 1000).toISOString() };
        const p = (each: Engagement, ...others: Engagement[]): number =>
          judgeEngagements([each, ...others], times, table.version)[0]?.probability ?? Number.NaN;
        expect(p(earlier)).toBeLessThanOrEqual(p(given));
        expect(p(given, other)).toBeLessThanOrEqual(p(given));
      }),
    );
  });

  it('shows parts that add up to the probability, each with a sentence', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 4 }), (all) => {
        judgeEngagements(all, times, table.version).forEach(({ probability, parts }, i) => {
          const sum = parts.reduce(
            (total, part) => total + part.logOdds,
            table.base[all[i]?.kind ?? 'opened'],
          );
          expect(Math.log(probability / (1 - probability))).toBeCloseTo(sum, 6);
          for (const { sign } of parts) expect(sentenceOf(sign)).toMatch(/\.$/);
        });
      }),
    );
  });
});

it('judges what a newer version of Rex wrote: its table as the newest known, its signs as those of programs', () => {
  const given = { ...event('opened', 600), signs: ['mind_reading'] };
  expect(judgeEngagements([given], times, currentTable() + 5)[0]?.byPerson).toBe(false);
  expect(sentenceOf('mind_reading')).toBe('mind_reading');
});

describe('what is kept of the opens and clicks of a message', () => {
  const add = (all: readonly Engagement[]): readonly Engagement[] =>
    all.reduce<readonly Engagement[]>((known, each) => addEngagement(known, each, SENT), []);

  it('is the same in any order and with any repeats, and few', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 10 }), (all) => {
        const kept = add(all);
        expect(add([...all.toReversed(), ...all])).toEqual(kept);
        expect(kept.length).toBeLessThanOrEqual(all.length);
      }),
    );
    const often = Array.from({ length: 500 }, (_, n) => event('opened', n * 37));
    expect(add(often).length).toBe(5);
  });

  it('keeps a person who clicks after a scanner with the same agent', () => {
    const all = [
      event('clicked', 3, [], 'a'),
      event('clicked', 3, [], 'b'),
      event('clicked', 1_300, [], 'a'),
    ];
    expect(judgeEngagements(add(all), times).map((each) => each.byPerson)).toEqual([false, false, true]);
  });
});

const file = new URL('../../../../shared/data/field-reports/fields.jsonl', import.meta.url);
const clickSchema = z.object({
  parser: z.string(),
  agent: z.string().optional(),
  afterSeconds: z.number().optional(),
  want: z.unknown(),
});
const clicks = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => clickSchema.parse(JSON.parse(line)))
      .filter(({ parser }) => parser === 'click')
  : [];
it.each(clicks)('in the field: $agent after $afterSeconds s', ({ agent = '', afterSeconds = 0, want }) => {
  expect(!byPerson('clicked', afterSeconds, signsOf({ userAgent: agent }))).toBe(want);
});
