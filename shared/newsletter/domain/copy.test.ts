import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feedback } from '../../sending/domain/send.ts';
import { BOUNDS, breachOf, seenSince } from './bounds.ts';
import { claimedCopy, countsOf, withFeedback } from './copy.ts';
import { clicksOf } from './copy-engagement.ts';

const at = '2026-03-05T12:00:00.000Z';
const later = (seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();
const FEEDBACK: readonly Feedback[] = [
  { kind: 'sent', at, providerMessageId: 'p-1' },
  { kind: 'delivered', at },
  { kind: 'bounced', at, permanent: true, diagnostic: '550' },
  { kind: 'bounced', at, permanent: false, diagnostic: '452' },
  { kind: 'complained', at },
  { kind: 'rejected', at, reason: 'no' },
  { kind: 'opened', at, signs: [] },
  { kind: 'opened', at: later(60), signs: [] },
  { kind: 'opened', at: later(60), signs: ['apple_prefetch'] },
  { kind: 'clicked', at: later(120), signs: [], link: 'aaaaaa' },
  { kind: 'clicked', at: later(121), signs: [], link: 'bbbbbb' },
  { kind: 'clicked', at: later(300), signs: [], link: 'aaaaaa' },
];
const COPY = claimedCopy(
  { workspace: 'acme', newsletter: 'news', issue: `news-${'1'.repeat(26)}`, leadId: `l_${'1'.repeat(20)}` },
  'mail.acme.example',
  new Date(at),
);

describe('what is told of a copy', () => {
  it('comes to the same in any order and however often', () => {
    const told = fc.array(fc.constantFrom(...FEEDBACK), { maxLength: 8 });
    fc.assert(
      fc.property(
        told.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const once = all.reduce(withFeedback, COPY);
          const again = [...shuffled, ...all].reduce(withFeedback, COPY);
          expect(countsOf(again)).toEqual(countsOf(once));
          for (const feedback of all) expect(withFeedback(once, feedback)).toBe(once);
        },
      ),
    );
  });

  it('counts who opened and clicked, how often, and which links: of people, not of programs', () => {
    const opens = [60, 60, 4_000].map((s): Feedback => ({ kind: 'opened', at: later(s), signs: [] }));
    const prefetched: Feedback = { kind: 'opened', at: later(61), signs: ['apple_prefetch'] };
    const click = (s: number, link: string, signs: string[] = []): Feedback => ({
      kind: 'clicked',
      at: later(s),
      signs,
      link,
    });
    const clicks = [click(120, 'aaaaaa'), click(500, 'aaaaaa'), click(900, 'bbbbbb')];
    const scanned = ['aaaaaa', 'bbbbbb', 'cccccc'].map((link) => click(2, link, ['scanner']));
    const after = [...opens, prefetched, ...clicks, ...scanned].reduce(withFeedback, COPY);
    expect(countsOf(after)).toMatchObject({ opened: 1, opens: 2, clicked: 1, clicks: 3 });
    expect(Object.fromEntries(clicksOf(after))).toEqual({ aaaaaa: 2, bbbbbb: 1 });
    expect(countsOf([prefetched, ...scanned].reduce(withFeedback, COPY))).toMatchObject({
      opened: 0,
      opens: 0,
      clicked: 0,
      clicks: 0,
    });
  });

  it('judges a click anew when the delivery is told late', () => {
    const click: Feedback = { kind: 'clicked', at: later(605), signs: [], link: 'aaaaaa' };
    const delivered: Feedback = { kind: 'delivered', at: later(600) };
    const early = withFeedback(COPY, click);
    expect([countsOf(early).clicked, countsOf(withFeedback(early, delivered)).clicked]).toEqual([1, 0]);
  });

  it('is bounded for a program that never ends, whatever comes first', () => {
    const opens = Array.from({ length: 40 }, (_, n): Feedback => {
      return { kind: 'opened', at: later(100 * (n + 1)), signs: [] };
    });
    const forward = opens.reduce(withFeedback, COPY);
    expect(forward.engagements).toHaveLength(30);
    expect(opens.toReversed().reduce(withFeedback, COPY).engagements).toEqual(forward.engagements);
    expect(withFeedback(forward, opens.at(-1)!)).toBe(forward);
  });

  it('counts nobody as both sent and refused', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FEEDBACK), { maxLength: 8 }), (all) => {
        const { claimed, sent, refused } = countsOf(all.reduce(withFeedback, COPY));
        expect(sent + refused).toBeLessThanOrEqual(claimed);
      }),
    );
  });
});

describe('bounds', () => {
  const seen = (sent: number, bounced: number, complained: number) => breachOf({ sent, bounced, complained });

  it.each([
    ['two complaints are no rate', 100, 0, 2, false],
    ['three of a hundred are', 100, 0, 3, true],
    ['less than one in a thousand', 10_000, 0, 9, false],
    ['one in a thousand', 10_000, 0, 10, true],
    ['four bounces are no rate', 10, 4, 0, false],
    ['less than one in twenty', 1_000, 49, 0, false],
    ['one in twenty', 1_000, 50, 0, true],
  ] as const)('%s', (_, sent, bounced, complained, stops) => {
    expect(seen(sent, bounced, complained) !== undefined).toBe(stops);
  });

  it('say where they come from, and begin anew when a person lets an issue go on', () => {
    expect(seen(100, 0, 3)).toContain('3 of 100 mails were reported as spam (3.00 %; the bound is 0.1 %).');
    for (const { source } of BOUNDS) expect(source.length).toBeGreaterThan(20);
    const counts = { ...countsOf(undefined), sent: 100, bounced: 6, complained: 3 };
    expect(seenSince(counts, { sent: 80, bounced: 6, complained: 2 })).toEqual({
      sent: 20,
      bounced: 0,
      complained: 1,
    });
  });
});
