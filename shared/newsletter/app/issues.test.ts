import { describe, expect, it } from 'vitest';
import { dying, meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { NEWS, openNewsletter, subscriberOf } from '../../../test/memory/newsletter.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN } from '../../../test/memory/tasks.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { effectDigest } from '../../autonomy/domain/effect.ts';
import { DAY, MINUTE, utcDay } from '../../kernel/clock.ts';
import { cancelIssue, resumeIssue } from './decide-issue.ts';
import { leaveNewsletter } from './leave-newsletter.ts';
import { putNewsletter } from './manage-newsletters.ts';
import { newsletterSendHandler } from './send-handler.ts';
import { viewIssue } from './view-issue.ts';
import { workIssue } from './work-issue.ts';

type World = Awaited<ReturnType<typeof openNewsletter>>;

const opened = async (readers: number) => {
  const world = await openNewsletter();
  const emails = await world.subscribe(readers);
  return { ...world, emails };
};
const refOf = (id: string) => ({ workspace: WORKSPACE, id });
const issueOf = ({ deps }: World, id: string) => deps.issues.get(refOf(id));
const countsOf = async (world: World, id: string) => {
  const issue = await issueOf(world, id);
  if (!issue) throw new Error('There is no such issue.');
  return (await viewIssue(world.deps, { archive: false }, issue)).counts;
};
const recipients = ({ mails }: World): string[] => mails.map(({ to }) => to).toSorted();
const leave = ({ deps }: World, email: string) => leaveNewsletter(deps, subscriberOf(email), 'link', ANN);
const at = '2026-03-05T12:01:00.000Z';
const COMPLAINT = { kind: 'complained', at } as const;
const BOUNCE = { kind: 'bounced', at, permanent: true, diagnostic: '550 5.1.1 no such user' } as const;

describe('an issue goes', () => {
  it('to everybody who has confirmed, once, with the way out and the List-Id', async () => {
    const world = await opened(30);
    await world.ask('pending@people.example');
    const id = await world.begin();
    expect(id).toBe(`news-${'1'.repeat(26)}`);
    await world.work();
    const issues = world.mails.filter(({ parts }) => parts.subject === 'March');
    expect(issues.map(({ to }) => to).toSorted()).toEqual(world.emails.toSorted());
    const [mail] = issues;
    expect(mail?.parts.headers).toEqual({ 'List-Id': '<news.acme.test>', Precedence: 'bulk' });
    expect(mail?.parts.listUnsubscribeUrl).toMatch(/^https:\/\/rex\.example\/leave\/acme\.news\./);
    expect(mail?.tags).toEqual({
      workspace: WORKSPACE,
      newsletter: 'news',
      issue: id,
      lead: expect.stringMatching(/^l_/),
    });
    expect(mail?.parts.text).toContain('1 Main Street');
    expect(await issueOf(world, id)).toMatchObject({ state: 'finished', recipients: 30 });
    expect(await countsOf(world, id)).toMatchObject({ recipients: 30, sent: 30, unclear: 0 });
    await world.work();
    expect(world.mails.filter(({ parts }) => parts.subject === 'March')).toHaveLength(30);
  });

  it('not to who left, is on a list, or is a lead that has told us to stop', async () => {
    const world = await opened(4);
    const [left = '', listed = '', lead = '', free = ''] = world.emails;
    const id = await world.begin();
    await leave(world, left);
    const suppression = { reason: 'manual', at, source: 'test' } as const;
    const { leadId: name } = subscriberOf(listed);
    await world.deps.suppressions.add([
      { list: WORKSPACE, kind: 'address', name, value: listed, version: 1, suppression },
    ]);
    const profile = sampleProfile({ identity: lead, address: lead });
    const { leadId } = subscriberOf(lead);
    await world.deps.leads.create(sampleLead({ workspace: WORKSPACE, id: leadId, profile, suppression }));
    await world.work();
    expect(recipients(world)).toEqual([free]);
    expect((await issueOf(world, id))?.state).toBe('finished');
  });

  it('not to who confirms after it was looked at', async () => {
    const world = await opened(2);
    await world.begin();
    world.pass(1);
    await world.subscribe(3, {}, 10);
    await world.work();
    expect(recipients(world)).toEqual(world.emails);
  });

  it('to a segment alone, with the name of each, or what stands for it', async () => {
    const world = await openNewsletter();
    await world.subscribe(3);
    await world.subscribe(1, { language: 'en-GB', attributes: { plan: 'free' }, firstName: 'A<da' }, 4);
    await world.subscribe(1, { language: 'en', attributes: { plan: 'trial' } }, 5);
    await world.subscribe(1, { language: 'en', attributes: { plan: 'paid' } }, 6);
    await world.begin({
      subject: 'For {{ firstName | you }}',
      text: undefined,
      html: '<p>Hello {{firstName|reader}}, see <a href="https://acme.test/x">this</a></p>',
      segment: { languages: ['en'], attributes: { plan: ['free', 'trial'] } },
    });
    await world.work();
    expect(world.mails.map(({ to, parts }) => [to, parts.subject]).toSorted()).toEqual([
      ['reader4@people.example', 'For A<da'],
      ['reader5@people.example', 'For you'],
    ]);
    const named = world.mails.find(({ to }) => to === 'reader4@people.example');
    expect(named?.parts.html).toContain('Hello A&lt;da,');
    expect(named?.parts.text).toContain('Hello A<da, see this [https://acme.test/x]');
  });
});

it('a workspace that wants nothing counted sends its issues without a pixel, and with links as they are', async () => {
  for (const newsletterTracking of [true, false]) {
    const world = await openNewsletter({ newsletterTracking });
    await world.subscribe(2);
    await world.begin();
    await world.work();
    expect(world.mails.map(({ tracked }) => tracked)).toEqual([newsletterTracking, newsletterTracking]);
  }
});

describe('what is approved', () => {
  const order = async ({ deps }: World, payload: object = {}) => {
    const handler = newsletterSendHandler(deps);
    const record = await deps.workspaces.get(WORKSPACE);
    if (!record) throw new Error('There is no workspace.');
    return {
      handler,
      order: {
        workspace: WORKSPACE,
        taskId: `t_${'2'.repeat(26)}`,
        payload: handler.payload.parse({ list: 'news', subject: 'April', text: 'Rain.', ...payload }),
        settings: record.settings,
        missionId: undefined,
        goesOn: async () => true,
      },
    };
  };
  const effect = async (world: World, payload: object = {}) => {
    const { handler, order: asked } = await order(world, payload);
    const planned = await handler.plan(asked);
    if (planned.outcome !== 'planned') throw new Error(planned.reason);
    return planned.effect;
  };

  it('is words, sender and the people of that moment: it stays the same while others subscribe or leave', async () => {
    const world = await opened(3);
    const first = await effect(world);
    expect(first).toMatchObject({
      kind: 'newsletter.send',
      segment: 'news',
      recipients: { count: 3, digest: expect.any(String) },
      content: { subject: 'April', text: expect.stringContaining('Rain.') },
      limit: 'newsletter',
    });
    expect(JSON.stringify(first)).not.toContain('people.example');
    world.pass(DAY);
    await world.subscribe(2, {}, 10);
    await leave(world, world.emails[0] ?? '');
    expect(effectDigest(await effect(world))).toBe(effectDigest(first));
  });

  it('is asked about anew with other words, another brand, or another sender', async () => {
    const world = await opened(3);
    const first = effectDigest(await effect(world));
    const words = effectDigest(await effect(world, { text: 'Sun.' }));
    await world.changeSettings({ brandName: 'Other' });
    const brand = effectDigest(await effect(world, { text: 'Sun.' }));
    await world.changeSettings({ senderLocalPart: 'news' });
    const sender = effectDigest(await effect(world, { text: 'Sun.' }));
    expect(new Set([first, words, brand, sender]).size).toBe(4);
  });

  it('is done once: a second try finds it begun, also after a death', async () => {
    const world = await opened(3);
    const { handler, order: asked } = await order(world);
    const planned = await handler.plan(asked);
    if (planned.outcome !== 'planned' || !handler.lookUp) throw new Error('It is not planned.');
    expect(await handler.lookUp(asked, planned.effect, new Date())).toEqual({ outcome: 'absent' });
    const all = await Promise.all([1, 2].map(() => handler.perform(asked, planned.effect)));
    expect(all.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThan(0);
    expect((await handler.lookUp(asked, planned.effect, new Date())).outcome).toBe('done');
    const told = world.told().filter(({ name }) => name === 'issue.changed');
    expect(told.map(({ data }) => data['state'])).toEqual(['sending']);
  });

  it('is refused for nobody, and for a list that is not there', async () => {
    const world = await openNewsletter();
    expect(await world.begin()).toContain('Nobody is subscribed');
    await world.subscribe(1);
    // The same task, once somebody is there.
    expect(await world.begin()).toMatch(/^news-/);
    expect(await world.begin({ list: 'other' })).toContain('payload.list');
    const { payload } = newsletterSendHandler(world.deps);
    const bad = (change: object) => payload.safeParse({ list: 'news', subject: 'x', text: 'y', ...change });
    expect(bad({ text: 'Hello {{ lastName }}' }).error?.issues[0]?.path).toEqual(['text']);
    expect(bad({ text: undefined }).error?.issues[0]?.path).toEqual(['text']);
    expect(bad({ segment: { languages: [] } }).error?.issues[0]?.path).toEqual(['segment', 'languages']);
  });
});

describe('whatever happens while it is sent', () => {
  it('a worker that dies repeats nothing and leaves nobody out', async () => {
    const world = await opened(60);
    const id = await world.begin();
    let calls = 0;
    const { mailer } = world.deps;
    const mortal = withMethods(mailer, {
      send: (mail) =>
        ++calls > 30 ? Promise.reject(new Error('The process dies here.')) : mailer.send(mail),
    });
    await expect(workIssue({ ...world.deps, mailer: mortal }, refOf(id))).rejects.toThrow('dies');
    // While it may be alive nobody else has it.
    await workIssue(world.deps, refOf(id));
    expect(world.mails).toHaveLength(30);
    world.pass(3 * MINUTE);
    await world.work();
    const got = recipients(world);
    expect(new Set(got).size).toBe(got.length);
    const { sent, unclear } = await countsOf(world, id);
    // Those whom it was calling about have it or not: they are told apart, and not written to again.
    expect([sent, sent + unclear]).toEqual([got.length, 60]);
    expect(unclear).toBeLessThanOrEqual(8);
  });

  it('one that dies before its place is written repeats nothing', async () => {
    const world = await opened(30);
    const id = await world.begin();
    let saves = 0;
    const { issues } = world.deps;
    const mortal = withMethods(issues, {
      save: (...args: Parameters<typeof issues.save>) =>
        ++saves > 1 ? Promise.reject(new Error('The process dies here.')) : issues.save(...args),
    });
    await expect(workIssue({ ...world.deps, issues: mortal }, refOf(id))).rejects.toThrow('dies');
    world.pass(3 * MINUTE);
    await world.work();
    expect(recipients(world)).toEqual(world.emails.toSorted());
  });

  it('two workers at once, also of one batch, send each copy once', async () => {
    const world = await opened(30);
    const id = await world.begin();
    await Promise.all([1, 2, 3].map(() => workIssue(world.deps, refOf(id))));
    expect(recipients(world)).toEqual(world.emails.toSorted());
    const other = await opened(30);
    const slow = await other.begin();
    // A worker that was thought dead goes on beside the one that followed it.
    const subscriptions = meanwhile(other.deps.subscriptions, 'confirmedBy', async () => {
      other.pass(3 * MINUTE);
      await other.work();
    });
    await workIssue({ ...other.deps, subscriptions }, refOf(slow));
    expect(recipients(other)).toEqual(other.emails.toSorted());
    expect(await countsOf(other, slow)).toMatchObject({ sent: 30, unclear: 0 });
  });

  it('waits while the workspace is paused, and goes on after it', async () => {
    const world = await opened(30);
    const id = await world.begin();
    let calls = 0;
    const { mailer } = world.deps;
    const pausing = withMethods(mailer, {
      send: async (mail) => {
        if (++calls === 1) await world.changeSettings({ paused: true });
        return mailer.send(mail);
      },
    });
    await workIssue({ ...world.deps, mailer: pausing }, refOf(id));
    // Those that were on their way side by side.
    expect(world.mails.length).toBeLessThanOrEqual(8);
    expect(await issueOf(world, id)).toMatchObject({ state: 'sending', reason: 'The workspace is paused.' });
    await world.changeSettings({ paused: false });
    world.pass(5 * MINUTE);
    await world.work();
    expect(recipients(world)).toEqual(world.emails.toSorted());
  });

  it('stays as it was approved, whatever is renamed meanwhile', async () => {
    const world = await opened(30);
    const id = await world.begin();
    const renaming = meanwhile(world.deps.mailer, 'send', async () => {
      await world.changeSettings({ brandName: 'Renamed', postalAddress: 'Elsewhere 7' });
    });
    await workIssue({ ...world.deps, mailer: renaming }, refOf(id));
    await world.work();
    expect(world.mails).toHaveLength(30);
    for (const { parts } of world.mails)
      expect(`${parts.text} ${parts.html}`).not.toMatch(/Renamed|Elsewhere 7/);
  });

  it('keeps to the day of its domain, and goes on tomorrow', async () => {
    const world = await openNewsletter({ dailyBudget: 10 });
    const emails = await world.subscribe(15);
    const id = await world.begin();
    await world.work();
    expect(world.mails).toHaveLength(10);
    expect((await issueOf(world, id))?.reason).toContain('limit of the day');
    world.pass(DAY);
    await world.work();
    expect(recipients(world)).toEqual(emails.toSorted());
    expect((await issueOf(world, id))?.state).toBe('finished');
  });

  it('tries again with who was not taken, and never with who is refused or unclear', async () => {
    const world = await opened(4);
    world.outcomes.push(
      { outcome: 'refused', reason: 'no such address' },
      { outcome: 'unknown', reason: 'no answer' },
      { outcome: 'unavailable', reason: 'It is down.' },
    );
    const id = await world.begin();
    await world.work();
    expect(await issueOf(world, id)).toMatchObject({ state: 'sending', reason: 'It is down.' });
    world.pass(5 * MINUTE);
    await world.work();
    expect(world.mails).toHaveLength(5);
    expect(await countsOf(world, id)).toMatchObject({ sent: 2, refused: 1, unclear: 1 });
  });

  it('not to who leaves while the batch is under way', async () => {
    const world = await opened(24);
    const id = await world.begin();
    const mailer = meanwhile(world.deps.mailer, 'send', async () => {
      for (const email of world.emails.slice(12)) {
        const known = await world.deps.subscriptions.get(subscriberOf(email));
        if (known) await world.deps.subscriptions.save({ ...known, state: 'unsubscribed', since: at }, []);
      }
    });
    await workIssue({ ...world.deps, mailer }, refOf(id));
    await world.work();
    // Those that were on their way side by side.
    const gone = world.emails.slice(12);
    expect(recipients(world).filter((email) => gone.includes(email)).length).toBeLessThanOrEqual(8);
    expect((await issueOf(world, id))?.state).toBe('finished');
  });

  it('what certainly did not go out takes no room in the day of the domain, or of the workspace', async () => {
    const world = await opened(30);
    const id = await world.begin();
    for (let n = 0; n < 200; n++) world.outcomes.push({ outcome: 'unavailable', reason: 'It is down.' });
    const day = utcDay(world.deps.clock.now());
    for (let n = 0; n < 5; n++) {
      await world.work();
      world.pass(5 * MINUTE);
    }
    expect(world.mails.length).toBeGreaterThan(0);
    expect(await world.deps.pools.day('acme', day)).toMatchObject({
      sent: 0,
      domains: { 'mail.acme.example': 0 },
    });
    world.outcomes.splice(0);
    await world.work();
    expect((await issueOf(world, id))?.state).toBe('finished');
    expect(await world.deps.pools.day('acme', day)).toMatchObject({ sent: 30 });
  });

  it('a failing call is no reason to send twice', async () => {
    const world = await opened(1);
    const id = await world.begin();
    const mailer = dying(world.deps.mailer, 'send');
    await expect(workIssue({ ...world.deps, mailer }, refOf(id))).rejects.toThrow('dies');
    world.pass(3 * MINUTE);
    await world.work();
    expect(world.mails).toHaveLength(0);
    // The provider's own event tells that it went out after all.
    await world.tell(world.emails[0] ?? '', { kind: 'delivered', at, providerMessageId: 'p-1' }, id);
    expect(await countsOf(world, id)).toMatchObject({ sent: 1, delivered: 1, unclear: 0 });
  });
});

describe('what a provider says', () => {
  it('marks the subscriber for good, in any order and however often', async () => {
    const stories = [
      [BOUNCE, COMPLAINT],
      [COMPLAINT, BOUNCE],
    ];
    for (const story of stories) {
      const world = await opened(2);
      const [email = '', other = ''] = world.emails;
      const id = await world.begin();
      await world.work();
      for (let times = 0; times < 2; times++)
        for (const feedback of story) await world.tell(email, feedback, id);
      await world.tell(email, { kind: 'delivered', at }, id);
      expect((await world.read(email))?.state).toBe('complained');
      expect(await countsOf(world, id)).toMatchObject({ sent: 2, delivered: 1, bounced: 1, complained: 1 });
      const { suppressions } = world.deps;
      const { leadId: name } = subscriberOf(email);
      expect(await suppressions.find([{ list: WORKSPACE, kind: 'address', name }])).toHaveLength(1);
      const traffic = await world.deps.pools.traffic('mail.acme.example', '2026-03-05', '2026-03-05');
      expect(traffic[0]?.byProvider.other).toMatchObject({ bounced: 1, complained: 1 });
      await world.begin({}, `t_${'3'.repeat(26)}`);
      await world.work();
      expect(recipients(world)).toEqual([email, other, other].toSorted());
      await expect(world.subscribe(1)).rejects.toMatchObject({ code: 'CONFLICT' });
    }
  });

  it('of a mail to confirm ends mail to that address, too', async () => {
    const world = await openNewsletter();
    await world.ask('gone@people.example');
    await world.work();
    expect(world.mails[0]?.tags).toEqual({
      workspace: WORKSPACE,
      newsletter: 'news',
      lead: subscriberOf('gone@people.example').leadId,
    });
    const late = { ...BOUNCE, at: '2026-03-05T12:05:00.000Z' };
    await world.tell('gone@people.example', late, undefined);
    await world.tell('gone@people.example', late, undefined);
    expect((await world.read('gone@people.example'))?.state).toBe('bounced');
    const traffic = await world.deps.pools.traffic('mail.acme.example', '2026-03-05', '2026-03-05');
    expect(traffic[0]?.byProvider.other).toMatchObject({ bounced: 1 });
    await world.ask('gone@people.example');
    await world.work();
    world.pass(4 * DAY);
    await world.work();
    expect(world.mails).toHaveLength(1);
  });

  it('of a mailbox that is full for now marks nobody, and of a stranger changes nothing', async () => {
    const world = await opened(1);
    const [email = ''] = world.emails;
    const id = await world.begin();
    await world.work();
    await world.tell(email, { ...BOUNCE, permanent: false }, id);
    await world.tell('stranger@people.example', COMPLAINT, id);
    expect((await world.read(email))?.state).toBe('confirmed');
    expect(await countsOf(world, id)).toMatchObject({ deferred: 1, bounced: 0, complained: 0 });
    expect(await world.deps.alerts.ofCause(WORKSPACE, `complaint ${id}`)).toBeUndefined();
  });

  it('what is late is no word on a new consent', async () => {
    const world = await openNewsletter();
    await world.ask('ada@people.example');
    await world.tell('ada@people.example', { ...BOUNCE, at: '2026-03-01T00:00:00.000Z' }, undefined);
    expect((await world.read('ada@people.example'))?.state).toBe('pending');
  });

  it('counts who leaves by the link of an issue', async () => {
    const world = await opened(2);
    const id = await world.begin();
    await world.work();
    await leave(world, world.emails[0] ?? '');
    await leave(world, world.emails[0] ?? '');
    expect(await countsOf(world, id)).toMatchObject({ left: 1 });
    await leaveNewsletter(world.deps, subscriberOf(world.emails[1] ?? ''), 'forget', ANN);
    expect(JSON.stringify(world.records())).not.toContain(subscriberOf(world.emails[1] ?? '').leadId);
  });
});

describe('an issue that does harm', () => {
  const halfSent = async () => {
    const world = await openNewsletter({ dailyBudget: 20 });
    const emails = await world.subscribe(30);
    const id = await world.begin();
    await world.work();
    return { ...world, emails, id };
  };

  it('stops at too many complaints, tells people, and waits for one to decide', async () => {
    const world = await halfSent();
    const got = recipients(world);
    for (const email of got.slice(0, 2)) await world.tell(email, COMPLAINT, world.id);
    expect((await issueOf(world, world.id))?.state).toBe('sending');
    await world.tell(got[2] ?? '', COMPLAINT, world.id);
    expect(await issueOf(world, world.id)).toMatchObject({
      state: 'stopped',
      reason: expect.stringContaining('3 of 20 mails were reported as spam'),
    });
    const alert = await world.deps.alerts.ofCause(WORKSPACE, `issue-stopped ${world.id}`);
    expect(alert).toMatchObject({ severity: 'critical', evidence: { effect: 'newsletter.send' } });
    world.pass(DAY);
    await world.work();
    expect(world.mails).toHaveLength(20);
    const decision = { ref: refOf(world.id), newsletter: 'news', reason: 'The list is clean.', cause: ANN };
    await resumeIssue(world.deps, decision);
    await world.work();
    expect(world.mails).toHaveLength(30);
    expect((await issueOf(world, world.id))?.state).toBe('finished');
    await expect(cancelIssue(world.deps, decision)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('stops at too many bounces, and is cancelled for good', async () => {
    const world = await halfSent();
    for (const email of recipients(world).slice(0, 5)) await world.tell(email, BOUNCE, world.id);
    expect((await issueOf(world, world.id))?.reason).toContain('bounced');
    const decision = { ref: refOf(world.id), newsletter: 'news', reason: 'A bad list.', cause: ANN };
    await cancelIssue(world.deps, decision);
    await cancelIssue(world.deps, decision);
    await expect(resumeIssue(world.deps, decision)).rejects.toMatchObject({ code: 'CONFLICT' });
    world.pass(DAY);
    await world.work();
    expect(world.mails).toHaveLength(20);
    await expect(cancelIssue(world.deps, { ...decision, newsletter: 'other' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('a bound that was passed without a word of the provider is seen by the next batch', async () => {
    const world = await halfSent();
    for (const email of recipients(world).slice(0, 5)) {
      const copy = await world.deps.copies.get({ ...subscriberOf(email), issue: world.id });
      if (copy) await world.deps.copies.change(copy, { ...copy, bouncedAt: at });
    }
    world.pass(DAY);
    await world.work();
    expect((await issueOf(world, world.id))?.state).toBe('stopped');
    expect(world.mails).toHaveLength(20);
  });

  it('cancelled while a batch is under way, it goes to nobody but those whose mail was on its way', async () => {
    const world = await opened(60);
    const id = await world.begin();
    const decision = { ref: refOf(id), newsletter: 'news', reason: 'A typo.', cause: ANN };
    const mailer = meanwhile(world.deps.mailer, 'send', () => cancelIssue(world.deps, decision));
    await workIssue({ ...world.deps, mailer }, refOf(id));
    await world.work();
    expect(world.mails.length).toBeLessThanOrEqual(8);
    expect((await issueOf(world, id))?.state).toBe('cancelled');
  });
});

it('has a page that nobody guesses, and only with an archive', async () => {
  const world = await opened(1);
  await putNewsletter(world.deps, {
    workspace: WORKSPACE,
    body: { ...NEWS, archive: true },
    cause: ANN,
  });
  await world.begin();
  await world.work();
  expect(world.mails[0]?.parts.text).toMatch(
    /Read it in the browser: https:\/\/rex\.example\/issues\/acme\.news-1{26}\.[\w-]{27}\n/,
  );
});
