import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleIssue, sampleSubscription } from '../../../test/support/samples.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { claimedCopy, withFeedback } from '../domain/copy.ts';
import { issueEvent, turned } from '../domain/issue.ts';
import type { Subscription } from '../domain/subscription.ts';
import { newsletterStores } from './stores.ts';

const WS = 'acme';
const NOW = new Date('2026-03-05T12:00:00.000Z');
const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'test' } as const;
const idOf = (letter: string): string => `news-${letter.repeat(26)}`;
const leadOf = (n: number): string => leadIdOf(WS, `reader${n}@people.example`);
const copyOf = (n: number, issue: string) =>
  claimedCopy({ workspace: WS, newsletter: 'news', issue, leadId: leadOf(n) }, 'mail.acme.example', NOW);

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws?.stop());

const OVER: readonly (readonly [string, () => Tables])[] = [
  ['tables in memory', openMemory],
  ['DynamoDB', () => aws],
];
describe.each(OVER)('stores of issues over %s', (_, open) => {
  let stores: ReturnType<typeof newsletterStores>;
  beforeAll(() => {
    stores = newsletterStores(open());
  });

  it('an issue is found when it goes on, is listed once it began, and is saved over what was read only', async () => {
    const { issues } = stores;
    const ref = { workspace: WS, id: idOf('a') };
    expect(await issues.get(ref)).toBeUndefined();
    const { startedAt, ...rest } = sampleIssue(WS, ref.id);
    const draft = await issues.save({ ...rest, state: 'draft' }, []);
    await expect(issues.save({ ...rest, state: 'draft' }, [])).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    const asked = { newsletter: 'news', limit: 10 };
    expect((await issues.list(WS, asked)).issues).toEqual([]);
    const begun = { ...turned(draft, { state: 'sending', startedAt, nextAt: NOW.toISOString() }) };
    const saved = await issues.save(begun, [issueEvent(begun, CAUSE, NOW)]);
    expect(await issues.get(ref)).toEqual(saved);
    await expect(issues.save(begun, [])).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await issues.list(WS, asked)).issues).toEqual([saved]);
    expect((await issues.list(WS, { ...asked, newsletter: 'other' })).issues).toEqual([]);
    expect((await issues.list('other', asked)).issues).toEqual([]);
    expect(await issues.overdue(new Date(NOW.getTime() - 1))).toEqual([]);
    expect(await issues.overdue(NOW)).toEqual([ref]);
    await issues.save(turned(saved, { state: 'finished' }), []);
    expect(await issues.overdue(NOW)).toEqual([]);
  });

  it('a copy is claimed once, whoever races, and each change of it is counted once', async () => {
    const { copies, issues } = stores;
    const issue = idOf('b');
    const claims = await Promise.all([1, 1, 1, 2, 3, 4].map((n) => copies.claim(copyOf(n, issue))));
    expect(claims.filter((each) => each)).toHaveLength(4);
    const [one, two] = [copyOf(1, issue), copyOf(2, issue)];
    const at = NOW.toISOString();
    const sent = withFeedback(one, { kind: 'sent', at, providerMessageId: 'p-1' });
    const changed = await copies.change(one, sent);
    await expect(copies.change(one, sent)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await copies.change(changed, withFeedback(changed, { kind: 'complained', at }));
    await copies.change(two, withFeedback(two, { kind: 'rejected', at, reason: 'no' }));
    await copies.giveUp(copyOf(3, issue));
    await expect(copies.giveUp(copyOf(3, issue))).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await issues.counts({ workspace: WS, id: issue })).toEqual({
      claimed: 3,
      sent: 1,
      refused: 1,
      delivered: 0,
      bounced: 0,
      deferred: 0,
      complained: 1,
      left: 0,
      opened: 0,
      opens: 0,
      clicked: 0,
      clicks: 0,
    });
    expect(await copies.claim(copyOf(3, issue))).toBe(true);
  });

  it('opens and clicks are counted once, by link, in the write that notes them', async () => {
    const { copies, issues } = stores;
    const issue = idOf('k');
    const ref = { workspace: WS, id: issue };
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
    const tell = async (n: number, feedback: Parameters<typeof withFeedback>[1]) => {
      const known = await copies.get(copyOf(n, issue));
      if (!known) throw new Error('It was claimed.');
      const next = withFeedback(known, feedback);
      if (next !== known) await copies.change(known, next);
    };
    const click = (seconds: number, link: string) => ({
      kind: 'clicked' as const,
      at: at(seconds),
      signs: [],
      link,
    });
    for (const n of [1, 2]) await copies.claim(copyOf(n, issue));
    for (let times = 0; times < 2; times++) {
      await tell(1, { kind: 'opened', at: at(60), signs: [] });
      await tell(1, click(120, 'aaaaaa'));
      await tell(1, click(400, 'aaaaaa'));
      await tell(2, click(90, 'aaaaaa'));
      await tell(2, click(605, 'bbbbbb'));
    }
    expect(await issues.counts(ref)).toMatchObject({ opened: 1, opens: 1, clicked: 2, clicks: 4 });
    const links = async () => (await issues.links(ref)).toSorted((a, b) => (a.link < b.link ? -1 : 1));
    expect(await links()).toEqual([
      { link: 'aaaaaa', people: 2, clicks: 3 },
      { link: 'bbbbbb', people: 1, clicks: 1 },
    ]);
    // Told late: the last click came too soon after it to be a person's.
    await tell(2, { kind: 'delivered', at: at(600) });
    expect(await links()).toEqual([{ link: 'aaaaaa', people: 1, clicks: 2 }]);
    // What is known of one person goes with them, and what was counted stays.
    await copies.forget({ workspace: WS, newsletter: 'news', leadId: leadOf(1) });
    expect(await copies.get(copyOf(1, issue))).toBeUndefined();
    expect(await links()).toEqual([{ link: 'aaaaaa', people: 1, clicks: 2 }]);
  });

  it('knows the latest issue of a person, and forgets all of them but those of other newsletters', async () => {
    const { copies } = stores;
    const of = { workspace: WS, newsletter: 'news', leadId: leadOf(9) };
    for (const letter of ['d', 'e', 'c']) await copies.claim(copyOf(9, idOf(letter)));
    const other = { ...copyOf(9, `news2-${'z'.repeat(26)}`), newsletter: 'news2' };
    await copies.claim(other);
    expect((await copies.latest(of))?.issue).toBe(idOf('e'));
    await copies.forget(of);
    expect(await copies.latest(of)).toBeUndefined();
    expect(await copies.latest({ ...of, newsletter: 'news2' })).toEqual(other);
  });

  it('gives those who were subscribed at a time, from the earliest on, and goes on when some have left', async () => {
    const { subscriptions } = stores;
    const saved: Subscription[] = [];
    for (let n = 0; n < 6; n++) {
      const since = new Date(NOW.getTime() + 1_000 * n).toISOString();
      const of = { workspace: WS, newsletter: 'since', leadId: leadOf(n) };
      saved.push(await subscriptions.save({ ...sampleSubscription(of), since }, []));
    }
    const asked = { newsletter: 'since', asOf: saved[4]?.since ?? '', limit: 2 };
    const first = await subscriptions.confirmedBy(WS, asked);
    const [, second, third] = saved;
    if (!second || !third) throw new Error('They were saved.');
    // The one at which the page ended, and the next one.
    for (const each of [second, third]) await subscriptions.save({ ...each, state: 'unsubscribed' }, []);
    const rest: string[] = [];
    for (let cursor = first.cursor; cursor !== null; ) {
      const page = await subscriptions.confirmedBy(WS, { ...asked, cursor });
      rest.push(...page.subscriptions.map(({ leadId }) => leadId));
      cursor = page.cursor;
    }
    expect(first.subscriptions.map(({ leadId }) => leadId)).toEqual([leadOf(0), leadOf(1)]);
    expect(rest).toEqual([leadOf(3), leadOf(4)]);
  });
});
