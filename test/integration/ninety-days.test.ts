import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { canaryBound } from '../../shared/risk/domain/canary.ts';
import { answer } from '../support/inbound-mail.ts';
import { deferAsSpam } from '../support/ses-delays.ts';
import { type SentMail, startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const DAYS = 90;
const WORKSPACE = 'ninety';
const DOMAINS = { first: 'mail.ninety.example', second: 'post.ninety.example' } as const;
const SMS = '+15005550006';
const WHATSAPP = '+15005550106';
/** All sending is in the afternoon (UTC), so that the caps of a day can be read at noon. */
const WINDOW = { startHour: 13, endHour: 20 } as const;
const BUDGET = 70;
const HOURS_BETWEEN = 36;
const MOST_IN_30_DAYS = 6;
const CUSTOMERS = 24;
const SLEEPERS = 48;
const BAD_LIST = 100;

interface Text {
  readonly to: string;
  readonly at: string;
  readonly body: string;
}
interface Person {
  readonly email: string;
  readonly phone?: string;
  readonly sms?: boolean;
  readonly whatsapp?: boolean;
  readonly linkedin?: boolean;
}

const numberOf = (n: number): string => `+4474001${String(10_000 + n)}`;
const person = (email: string, n: number): Person => ({
  email,
  ...(n % 4 === 0 ? {} : { phone: numberOf(n), sms: n % 4 !== 3, whatsapp: n % 4 !== 2 }),
  linkedin: n % 2 === 0,
});
const PEOPLE = {
  customers: Array.from({ length: CUSTOMERS }, (_, n) => person(`c${n}@people.example`, n)),
  sleepers: [
    person('complaint+sleeper@simulator.amazonses.com', 900),
    ...Array.from({ length: SLEEPERS - 1 }, (_, n) => person(`d${n + 1}@people.example`, 101 + n)),
  ],
  // Six in ten of these addresses do not exist.
  bought: Array.from({ length: BAD_LIST }, (_, n) =>
    person(n % 10 < 6 ? `suppressionlist+${n}@simulator.amazonses.com` : `b${n}@people.example`, 904),
  ),
};
const csvOf = (people: readonly Person[], lastContacted: string): string =>
  [
    'email,first name,phone,sms consent,whatsapp consent,linkedin,last contacted',
    ...people.map(({ email, phone = '', sms, whatsapp, linkedin }, n) =>
      [
        email,
        'Pat',
        phone,
        sms ? 'yes' : '',
        whatsapp ? 'yes' : '',
        linkedin ? `linkedin.com/in/pat-${email.split('@')[0]?.replace('+', '-')}-${n}` : '',
        lastContacted,
      ].join(','),
    ),
  ].join('\n');
const dayOf = (at: Date | string): string => new Date(at).toISOString().slice(0, 10);

/** What is seen from outside of Rex: mails and texts that were handed in, and what people said. */
class Outside {
  readonly mails: SentMail[] = [];
  readonly texts: Text[] = [];
  /** From when on nothing may go to an address, whatever the channel; and to a number. */
  readonly silent = new Map<string, Date>();
  readonly silentNumbers = new Map<string, Date>();
  readonly active = new Set(PEOPLE.customers.map(({ email }) => email));
  readonly #seen = new Set<SentMail>();
  readonly #keys = new Set<string>();
  readonly #contacts = new Map<string, number[]>();
  readonly #emailOf = new Map(
    Object.values(PEOPLE)
      .flat()
      .flatMap(({ email, phone }) => (phone ? [[phone, email] as const] : [])),
  );

  /** Takes in what was sent since the last look, and asks of each whether it may have been. */
  look(
    all: readonly SentMail[],
    texts: readonly Text[],
    caps: ReadonlyMap<string, { cap: number; held: boolean }>,
  ) {
    const mails = all.filter((mail) => !this.#seen.has(mail));
    for (const mail of mails) {
      this.#seen.add(mail);
      const at = new Date(mail.mail.date ?? '');
      const key = String(mail.mail.replyTo?.[0]?.address);
      expect(this.#keys, 'nothing goes out twice').not.toContain(key);
      this.#keys.add(key);
      expect(PEOPLE, 'only to people of ours').toSatisfy(() => this.#isOurs(mail.to));
      expect(at.getUTCHours(), `${mail.to}: within the hours`).toBeGreaterThanOrEqual(WINDOW.startHour);
      expect(at.getUTCHours(), `${mail.to}: within the hours`).toBeLessThan(WINDOW.endHour);
      this.#contacted(mail.to, at);
      const domain = String(mail.mail.from?.address?.split('@')[1]);
      if (caps.get(domain)?.held) expect(this.active, `the warmup of ${domain} is held`).toContain(mail.to);
    }
    const byDomain = Map.groupBy(
      mails,
      ({ mail }) => `${mail.from?.address?.split('@')[1]} ${dayOf(mail.date ?? '')}`,
    );
    for (const [of, own] of byDomain) {
      const cap = caps.get(of.split(' ')[0] ?? '')?.cap ?? 0;
      expect(own.length, `${of}: the cap of the day`).toBeLessThanOrEqual(cap);
    }
    for (const [day, own] of Map.groupBy(mails, ({ mail }) => dayOf(mail.date ?? '')))
      expect(own.length, `${day}: the budget of the workspace`).toBeLessThanOrEqual(BUDGET);
    const added = texts.slice(this.texts.length);
    for (const text of added) {
      const number = text.to.replace('whatsapp:', '');
      const since = this.silentNumbers.get(number);
      expect(since && new Date(text.at) > since, `${number} said stop`).toBeFalsy();
      this.#contacted(this.#emailOf.get(number) ?? '', new Date(text.at));
    }
    this.mails.push(...mails);
    this.texts.push(...added);
  }

  #isOurs = (email: string): boolean =>
    Object.values(PEOPLE)
      .flat()
      .some((each) => each.email === email);

  #contacted(email: string, at: Date): void {
    const since = this.silent.get(email);
    expect(since && at > since, `${email} is left alone since ${since?.toISOString()}`).toBeFalsy();
    const before = this.#contacts.get(email) ?? [];
    const times = [...before, at.getTime()].toSorted((a, b) => a - b);
    this.#contacts.set(email, times);
    for (const [n, time] of times.entries()) {
      const last = times[n - 1];
      if (last !== undefined)
        expect(time - last, `${email}: hours between`).toBeGreaterThanOrEqual(HOURS_BETWEEN * HOUR);
      const first = times[n - MOST_IN_30_DAYS];
      if (first !== undefined) expect(time - first, `${email}: in thirty days`).toBeGreaterThan(30 * DAY);
    }
  }

  /** Mails and texts to one person. */
  sentTo({ email, phone }: Person): number {
    return (
      this.mails.filter(({ to }) => to === email).length +
      this.texts.filter(({ to }) => phone !== undefined && to.replace('whatsapp:', '') === phone).length
    );
  }
}

let rex: TestRex;
let ws: TestWorkspace;
const outside = new Outside();
let day = 0;

const textsNow = async (): Promise<Text[]> => (await rex.fetch('GET', '/_local/texts')).json.texts;
const domains = async (): Promise<
  Record<string, { status: string; warmup: string; dailyCap: number; reputation: number }>
> =>
  Object.fromEntries(
    (await ws.call('GET', '/api/rex/domains')).json.domains.map((each: { domain: string }) => [
      each.domain,
      each,
    ]),
  );
const capsOf = (all: Awaited<ReturnType<typeof domains>>) =>
  new Map(
    Object.entries(all).map(([name, { dailyCap, warmup }]) => [
      name,
      { cap: dailyCap, held: warmup === 'held' },
    ]),
  );

/** One day after the other, from noon to noon; each has to keep what Rex promises. */
async function live(days: number): Promise<void> {
  for (let n = 0; n < days; n++) {
    const caps = capsOf(await domains());
    const now = (await rex.now()).getTime();
    const noon = new Date(dayOf(new Date(now + DAY))).getTime() + 12 * HOUR;
    await rex.advance(noon - now);
    day++;
    outside.look(await rex.mails(), await textsNow(), caps);
  }
}
const campaign = async (name: string): Promise<string> => {
  const params = {
    activeWithinWeeks: 13,
    dormantAfterWeeks: 0,
    minimumScore: 0,
    holdout: 0,
    steps: 2,
    collectDays: 0,
  };
  const body = { type: 'campaign_execution', workflow: 'lead_reactivation', name, params };
  const created = await ws.call('POST', '/api/rex/missions', body);
  expect(created.status, created.text).toBeLessThan(300);
  await rex.idle();
  return created.json.id;
};
/** Approves what waits, and sees that nothing of it had gone out before. */
async function approve(missionId: string): Promise<void> {
  const before = await rex.mails();
  await ws.approvalOf(missionId);
  expect(await rex.mails()).toHaveLength(before.length);
  await ws.approve(missionId);
}
const messagesOf = async (missionId: string) => {
  const all = [];
  for (let cursor = ''; ; ) {
    const page = (
      await ws.call('GET', `/api/messages?missionId=${missionId}&limit=100${cursor && `&cursor=${cursor}`}`)
    ).json;
    all.push(...page.messages);
    if (page.cursor === null) return all;
    cursor = encodeURIComponent(page.cursor);
  }
};

beforeAll(async () => {
  rex = await startTestRex();
  const template = (n: number) => ({
    contentSid: `HX${String(n).repeat(32)}`,
    text: 'Hi {{1}}, this is {{2}}.',
    variables: ['firstName' as const, 'brandName' as const],
  });
  ws = await openWorkspace(rex, WORKSPACE, {
    domain: { tier: 'warming', targetPerDay: 60 },
    settings: {
      sendWindow: { ...WINDOW, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      dailyBudget: BUDGET,
      frequencyCap: { minHoursBetween: HOURS_BETWEEN, maxIn30Days: MOST_IN_30_DAYS },
      warmup: { volumes: [2, 3, 4, 5] },
      channels: {
        steps: [['email'], ['sms', 'email'], ['whatsapp', 'email'], ['linkedin', 'email']],
        sms: { sender: SMS },
        linkedin: { taskUsd: 0.01 },
        whatsapp: { sender: WHATSAPP, templates: [template(1), template(2), template(3)] },
      },
    },
  });
  const body = { domain: DOMAINS.second, tier: 'warming', targetPerDay: 60 };
  expect((await ws.call('POST', '/api/rex/domains/add', body)).status).toBe(201);
});
afterAll(() => rex?.stop());

const personNamed = (name: string): Person => {
  const found = PEOPLE.sleepers.find(({ email }) => email.startsWith(name));
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};
const mailTo = ({ email }: Person): SentMail => {
  const found = outside.mails.findLast(({ to }) => to === email);
  if (!found) throw new Error(`Nothing was mailed to ${email}.`);
  return found;
};
/** From now on Rex has to leave somebody alone. */
const leaveAlone = async ({ email }: Person): Promise<void> =>
  void outside.silent.set(email, await rex.now());
const writesText = async ({ phone = '' }: Person, to: string, body: string): Promise<void> => {
  const from = to === WHATSAPP ? `whatsapp:${phone}` : phone;
  const inbound = {
    webhook: '/webhook/twilio/ninety/inbound',
    from,
    to: to === WHATSAPP ? `whatsapp:${to}` : to,
    body,
  };
  expect((await rex.fetch('POST', '/_local/texts', { body: JSON.stringify(inbound) })).json.status).toBe(200);
  await rex.idle();
};

const areWarm = async (): Promise<boolean> =>
  Object.values(await domains()).every(({ warmup }) => warmup === 'warm');
/** The first two people to whom such texts went, who are left alone from now on: they are about to answer. */
async function whenTexted(isTheirs: (to: string) => boolean): Promise<[Person, Person]> {
  for (let n = 0; n < 20; n++) {
    const numbers = new Set(
      outside.texts.flatMap(({ to }) => (isTheirs(to) ? [to.replace('whatsapp:', '')] : [])),
    );
    const [first, second] = PEOPLE.sleepers.filter(
      ({ email, phone }) => phone !== undefined && numbers.has(phone) && !outside.silent.has(email),
    );
    if (first && second) {
      for (const each of [first, second]) await leaveAlone(each);
      return [first, second];
    }
    await live(1);
  }
  throw new Error('Nobody got a text.');
}
/** States of a message that has left. */
const GONE = ['sent', 'delivered', 'bounced', 'complained', 'unknown'];

describe('ninety days', () => {
  const missions: string[] = [];
  let reactivation = '';
  let bought = '';
  let sunk = '';

  it('begin with two new domains, which warm up on mail to customers', async () => {
    const today = (await rex.now()).getTime();
    await ws.importCsv(csvOf(PEOPLE.customers, dayOf(new Date(today - 14 * DAY))));
    const orders = PEOPLE.customers.map(
      ({ email }, n) => `${n},${email},${dayOf(new Date(today - 20 * DAY))},20.00`,
    );
    await ws.importCsv(['order id,email,date,amount', ...orders].join('\n'), 'orders');
    for (const name of ['spring', 'news']) missions.push(await campaign(name));
    for (const id of missions) await approve(id);
    for (let n = 0; n < 30 && !(await areWarm()); n++) await live(1);
    for (const [name, { warmup }] of Object.entries(await domains())) expect(warmup, name).toBe('warm');
    expect(outside.mails.every(({ to }) => outside.active.has(to))).toBe(true);
  });

  it('go on with people who slept, from a domain that mailbox providers then put off: Rex moves the mission', async () => {
    await ws.importCsv(csvOf(PEOPLE.sleepers, '2024-05-01'));
    reactivation = await ws.createMission({ steps: 4, collectDays: 3 });
    await approve(reactivation);
    const ofSleepers = () => outside.mails.filter(({ to }) => !outside.active.has(to));
    for (let n = 0; n < 6 && ofSleepers().length < SLEEPERS; n++) {
      await live(1);
      if (ofSleepers().some(({ to }) => to.startsWith('complaint')))
        await leaveAlone(personNamed('complaint'));
    }
    const first = ofSleepers();
    expect(first).toHaveLength(SLEEPERS);

    sunk = String(first[0]?.mail.from?.address?.split('@')[1]);
    const { approvalId } = await ws.mission(reactivation);
    await deferAsSpam(rex, WORKSPACE, (await messagesOf(reactivation)).slice(0, 44));
    await live(1);
    expect((await domains())[sunk]).toMatchObject({ status: 'resting' });
    // Its sender is another one: what follows needs a new approval.
    expect((await ws.mission(reactivation)).approvalId).not.toBe(approvalId);
    await approve(reactivation);
  });

  it('have people who answer, meet, leave and object on every channel, and are left alone', async () => {
    const [interested, leaving] = [personNamed('d1@'), personNamed('d2@')];
    await answer(rex, mailTo(interested), 'Yes, please call me next week.');
    await leaveAlone(interested);
    const link = /<https?:\/\/[^/>]+(\/[^>]+)>/.exec(mailTo(leaving).header('list-unsubscribe'))?.[1] ?? '';
    const oneClick = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      (await rex.fetch('POST', link, { body: 'List-Unsubscribe=One-Click', headers: oneClick })).status,
    ).toBe(200);
    await leaveAlone(leaving);
    await rex.idle();

    const meets = personNamed('d4@');
    expect((await ws.call('PUT', '/api/rex/calendar', { service: 'calendly' })).status).toBe(200);
    const leadId = await ws.leadId(meets.email);
    const { url } = (await ws.call('POST', '/api/rex/calendar/links', { leadId })).json;
    await rex.fetch('POST', '/_local/bookings', { body: JSON.stringify({ link: url, email: meets.email }) });
    await rex.idle();
    await leaveAlone(meets);
    expect((await ws.explain(meets.email)).meetings).toMatchObject([{ state: 'booked' }]);

    const texted = await whenTexted((to) => !to.startsWith('whatsapp:'));
    await writesText(texted[0], SMS, 'Who is this?');
    await writesText(texted[1], SMS, 'STOP');
    const messaged = await whenTexted((to) => to.startsWith('whatsapp:'));
    await writesText(messaged[0], WHATSAPP, 'Do you still have the blue ones?');
    await writesText(messaged[1], WHATSAPP, 'stop');

    let tasks: { id: string; leadId: string }[] = [];
    for (let n = 0; n < 20 && tasks.length < 2; n++) {
      await live(1);
      tasks = (await ws.call('GET', '/api/rex/linkedin/tasks?state=open')).json.tasks;
    }
    const [objects, ...others] = tasks;
    expect(others.length).toBeGreaterThan(0);
    await ws.call('POST', `/api/leads/${objects?.leadId}/suppress`, {});
    await ws.call('POST', `/api/rex/linkedin/tasks/${objects?.id}/skip`);
    const { email } = (await ws.call('GET', `/api/leads/${objects?.leadId}/explain`)).json.lead;
    await leaveAlone({ email });
    for (const { id } of others)
      expect((await ws.call('POST', `/api/rex/linkedin/tasks/${id}/done`)).status).toBe(200);
  });

  it('bring the domain back after its rest, and the mission to its end in the same threads', async () => {
    while (day < 55 && (await ws.mission(reactivation)).state !== 'COMPLETED') await live(1);
    expect(await ws.mission(reactivation)).toMatchObject({ state: 'COMPLETED' });
    expect((await domains())[sunk]).toMatchObject({ status: 'active' });
    const sleepers = outside.mails.filter(({ to }) => !outside.active.has(to));
    const moved = [...Map.groupBy(sleepers, ({ to }) => to).values()].filter((mails) => mails.length > 1);
    expect(moved.length).toBeGreaterThan(10);
    for (const mails of moved) {
      const at = (pick: (mail: SentMail) => string | undefined) =>
        new Set(mails.map((mail) => pick(mail)?.split('@')[1]));
      expect(at(({ mail }) => mail.from?.address).size).toBe(2);
      expect(at(({ mail }) => mail.replyTo?.[0]?.address)).toEqual(new Set([`reply.${sunk}`]));
    }
  });

  it('see a bought list stopped before its bound', async () => {
    await ws.importCsv(csvOf(PEOPLE.bought, '2024-05-01'));
    bought = await ws.createMission({ steps: 1 });
    await approve(bought);
    await live(4);
    const bounced = outside.mails.filter(({ to }) => to.startsWith('suppressionlist+')).length;
    expect(bounced).toBeGreaterThan(0);
    expect(bounced).toBeLessThanOrEqual(canaryBound());
    const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
    expect(alerts).toContainEqual(expect.objectContaining({ type: 'mission.list-stopped' }));
    await ws.call('POST', `/api/rex/missions/${bought}/cancel`, {});
  });

  it('end with every lead accounted for', async () => {
    await live(DAYS - day - 5);
    const wakeUps = async () => (await rex.fetch('GET', '/_local/usage')).json.services.Scheduler.invocations;
    const before = await wakeUps();
    await live(5);
    expect(day).toBe(DAYS);
    expect(await wakeUps(), 'nothing of missions that have ended wakes up').toBe(before);
    const all = Object.values(PEOPLE).flat();
    const explained = await mapConcurrent(all, 8, ({ email }) => ws.explain(email));
    for (const [n, each] of all.entries()) {
      const { summary, missions: of } = explained[n];
      expect(summary, each.email).toMatch(/\w/);
      expect(of.length, each.email).toBeGreaterThan(0);
      const sent = of.flatMap((mission: { sent: { channel: string; state: string }[] }) =>
        mission.sent.filter(({ channel, state }) => channel !== 'linkedin' && GONE.includes(state)),
      );
      expect(sent.length, `${each.email}: ${summary}`).toBe(outside.sentTo(each));
      for (const { name, selected, heldOut, reasons, sent: own, next } of of)
        expect(
          selected ? own.length > 0 || next !== null : heldOut || reasons.length > 0,
          `${each.email}, ${name}: ${summary}`,
        ).toBe(true);
    }
  });
});
