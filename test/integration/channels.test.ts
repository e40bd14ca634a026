import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const OURS = '+15005550006';
const OURS_TOO = '+15005550106';
const PHONES = {
  willing: '+447400123451',
  answering: '+447400123452',
  stopping: '+447400123453',
  silent: '+447400123454',
  landline: '+14155550019',
  refused: '+14155550004',
} as const;
type Name = keyof typeof PHONES;

/** No cohort waits for an hour that is drawn by chance. */
const AT_ONCE = { sendTime: { optimise: false } } as const;

let rex: TestRex;
let ws: TestWorkspace;
let missionId: string;

const addressOf = (name: Name): string => `${name}@texts.example`;
const texts = async (): Promise<{ to: string; from: string; body: string }[]> =>
  (await rex.fetch('GET', '/_local/texts')).json.texts;
const textsTo = async (name: Name) => (await texts()).filter(({ to }) => to === PHONES[name]);
const say = (name: Name, body: string, sid?: string) =>
  rex.fetch('POST', '/_local/texts', {
    body: JSON.stringify({
      webhook: '/webhook/twilio/texts/inbound',
      from: PHONES[name],
      to: OURS,
      body,
      sid,
    }),
  });
const messagesOf = async (name: Name, mission = missionId) => {
  const leadId = await ws.leadId(addressOf(name));
  return (await ws.messages(mission)).filter((message) => message.leadId === leadId);
};
const channelsOf = async (name: Name, mission = missionId): Promise<string[]> =>
  (await messagesOf(name, mission)).map(({ channel, state }) => `${channel} ${state}`);
const mailsTo = async (name: Name) => (await ws.mails()).filter(({ to }) => to === addressOf(name));

beforeAll(async () => {
  rex = await startTestRex();
  ws = await openWorkspace(rex, 'texts', {
    settings: {
      ...AT_ONCE,
      channels: { steps: [['sms', 'email']], sms: { sender: OURS } },
      frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 },
    },
  });
  const rows = Object.entries(PHONES).map(
    ([name, phone]) => `${name}@texts.example,Grace,${phone},${name === 'silent' ? '' : 'yes'}`,
  );
  await ws.importCsv(['email,first name,phone,sms consent', ...rows].join('\n'));
  missionId = await ws.createMission({ steps: 2 });
});
afterAll(() => rex?.stop());

describe('a sequence that may go by SMS', () => {
  it('shows the exact texts and their cost before the approval', async () => {
    const approval = await ws.approvalOf(missionId);
    const sample = approval.sample.filter(({ channel }: { channel: string }) => channel === 'sms');
    expect(sample.length).toBeGreaterThan(0);
    for (const { from, subject, text } of sample) {
      expect([from, subject]).toEqual([OURS, '']);
      expect(text).toMatch(/^Harbour Records: Hi Grace, .+ Reply STOP to opt out\.$/);
    }
    // Five texts of one segment, and seven e-mails.
    expect(approval.estimatedCostUsd).toBeCloseTo(5 * 0.0085 + 7 * 0.0001, 6);
    expect(await texts()).toEqual([]);
  });

  it('goes by SMS to people who consented to it and by e-mail to the others, and says why', async () => {
    await ws.approve(missionId);
    const [text, ...more] = await textsTo('willing');
    expect(more).toEqual([]);
    expect(text).toMatchObject({ from: OURS, body: expect.stringContaining('Reply STOP to opt out.') });
    expect(await textsTo('silent')).toEqual([]);
    expect(await mailsTo('silent')).toHaveLength(1);
    const [first] = await messagesOf('willing');
    expect(first).toMatchObject({ channel: 'sms', state: 'delivered', step: 1 });
    expect(first.channelReason).toMatch(/^By SMS: 3\.0 % answer/);
    const [silent] = await messagesOf('silent');
    expect(silent.channelReason).toContain('SMS is out (no consent is recorded)');
    const { next } = (await ws.explain(addressOf('willing'))).missions[0];
    expect(next).toMatchObject({ step: 2, channel: 'email' });
  });

  it('stops the number, not the sequence, after a refusal or a failed delivery', async () => {
    expect(await channelsOf('refused')).toEqual(['sms rejected']);
    expect(await channelsOf('landline')).toEqual(['sms bounced']);
  });

  it('refuses an unsigned webhook', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'AAAA' };
    const body = `MessageSid=SM1&From=${encodeURIComponent(PHONES.willing)}&To=${encodeURIComponent(OURS)}&Body=STOP`;
    const inbound = await rex.fetch('POST', '/webhook/twilio/texts/inbound', { headers: form, body });
    expect([inbound.status, inbound.json.code]).toEqual([401, 'UNAUTHENTICATED']);
    const leadId = await ws.leadId(addressOf('willing'));
    const query = new URLSearchParams({
      workspace: 'texts',
      mission: missionId,
      cohort: 'none-0001',
      lead: leadId,
      step: '1',
    });
    const status = await rex.fetch('POST', `/webhook/twilio/status?${query}`, { headers: form, body });
    expect(status.status).toBe(401);
  });

  it('ends for a person who answers or sends STOP', async () => {
    expect((await say('answering', 'Is the shop in Leith still open?')).json.status).toBe(200);
    expect((await say('stopping', ' stop ', 'SM77')).json.status).toBe(200);
    await say('stopping', ' stop ', 'SM77');
    await rex.idle();
    const answered = await ws.explain(addressOf('answering'));
    expect(answered.inbound).toMatchObject([{ kind: 'reply', text: 'Is the shop in Leith still open?' }]);
    const stopped = await ws.explain(addressOf('stopping'));
    expect(stopped.inbound).toHaveLength(1);
    expect(stopped.lead.suppressed).toBeNull();
    await rex.advance(4 * DAY);
    await rex.runUntilIdle(HOUR);
    expect(await channelsOf('willing')).toEqual(['sms delivered', 'email delivered']);
    expect(await channelsOf('refused')).toEqual(['sms rejected', 'email delivered']);
    expect(await channelsOf('landline')).toEqual(['sms bounced', 'email delivered']);
    expect(await channelsOf('answering')).toEqual(['sms delivered']);
    expect(await channelsOf('stopping')).toEqual(['sms delivered']);
    expect(await mailsTo('stopping')).toEqual([]);
  });

  it('never goes to a stopped number again until its holder sends START', async () => {
    await rex.runUntilIdle(DAY);
    const before = (await texts()).length;
    const next = await ws.createMission({ steps: 1 });
    await ws.approve(next);
    expect(await channelsOf('willing', next)).toEqual(['sms delivered']);
    const [again] = await messagesOf('willing', next);
    expect(again.channelReason).toMatch(
      /^By SMS: .+ \(1 unanswered before\); e-mail: .+ \(1 unanswered before\)\.$/,
    );
    for (const name of ['refused', 'landline', 'silent'] as const) {
      expect([name, await channelsOf(name, next)]).toEqual([name, ['email delivered']]);
    }
    // Who answered, and who said stop, waits for a person's decision whatever the channel.
    for (const name of ['answering', 'stopping'] as const) {
      expect([name, await channelsOf(name, next)]).toEqual([name, []]);
    }
    expect((await texts()).length).toBe(before + 1);
    await say('stopping', 'START');
    await rex.idle();
    const { replies } = (await ws.call('GET', '/api/replies?state=waiting&limit=100')).json;
    const said = replies.filter(
      ({ lead }: { lead: { email: string } }) => lead.email === addressOf('stopping'),
    );
    expect(said.length).toBeGreaterThan(0);
    for (const { id } of said) {
      const decided = await ws.call('POST', `/api/replies/${id}/decide`, { decision: 'release' });
      // Each decision covers the earlier replies of the same person, of which nothing is left to decide.
      expect([200, 409], decided.text).toContain(decided.status);
    }
    expect((await ws.explain(addressOf('stopping'))).lead.held).toBeNull();
    await rex.advance(DAY);
    const last = await ws.createMission({ steps: 1 });
    await ws.approve(last);
    expect(await channelsOf('stopping', last)).toEqual(['sms delivered']);
    expect(await channelsOf('refused', last)).toEqual(['email delivered']);
  });

  it('never goes to a stopped number whose person was erased, whoever comes with it', async () => {
    await say('stopping', 'STOP');
    await rex.idle();
    const before = await textsTo('stopping');
    const erase = `/api/leads/${await ws.leadId(addressOf('stopping'))}/erase`;
    expect((await ws.call('POST', erase, { reason: 'They asked for it' })).status).toBe(202);
    await rex.idle();
    expect((await ws.call('GET', '/api/erasures')).json.erasures).toMatchObject([{ state: 'COMPLETED' }]);
    const other = 'other@texts.example';
    await ws.importCsv(
      `email,first name,phone,sms consent\n${other},Grace,${PHONES.stopping},yes\nnew@texts.example,Grace,+447400123460,yes\n`,
    );
    await rex.advance(DAY);
    const mission = await ws.createMission({ steps: 1 });
    await ws.approve(mission);
    const byChannel = async (address: string) => {
      const leadId = await ws.leadId(address);
      const messages = (await ws.messages(mission)).filter((message) => message.leadId === leadId);
      return messages.map(({ channel, state }) => `${channel} ${state}`);
    };
    expect(await byChannel('new@texts.example')).toEqual(['sms delivered']);
    expect(await byChannel(other)).toEqual(['email delivered']);
    expect(await textsTo('stopping')).toEqual(before);
  });
});

describe('a step on LinkedIn', () => {
  const people = ['doer', 'skipper', 'leaver', 'forgotten', 'nolink'] as const;
  const at = (name: string): string => `${name}@linked.example`;
  let linked: TestWorkspace;
  let mission: string;
  const tasks = async (state = 'open') =>
    (await linked.call('GET', `/api/rex/linkedin/tasks?state=${state}`)).json.tasks;
  const states = async (name: string): Promise<string[]> => {
    const leadId = await linked.leadId(at(name));
    return (await linked.messages(mission))
      .filter((message) => message.leadId === leadId)
      .map(({ channel, state }) => `${channel} ${state}`);
  };
  const taskOf = async (name: string) => {
    const leadId = await linked.leadId(at(name));
    return (await tasks()).find((task: { leadId: string }) => task.leadId === leadId);
  };

  beforeAll(async () => {
    linked = await openWorkspace(rex, 'linked', {
      settings: {
        ...AT_ONCE,
        channels: { steps: [['linkedin']] },
        frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 },
      },
    });
    const rows = people.map((name) => {
      const url = name === 'nolink' ? '' : `linkedin.com/in/${name}?utm_source=x`;
      return `${at(name)},Grace,${url}`;
    });
    await linked.importCsv(['email,first name,linkedin', ...rows].join('\n'));
    mission = await linked.createMission({ steps: 2 });
    await linked.approve(mission);
  });

  it('is a task with the approved words, which Rex does not carry out itself', async () => {
    expect(await tasks()).toHaveLength(4);
    const task = await taskOf('doer');
    expect(task).toMatchObject({
      profileUrl: 'https://www.linkedin.com/in/doer',
      name: 'Grace',
      step: 1,
      obstacle: null,
      state: 'open',
    });
    expect(task.text).toMatch(/^Hi Grace, .+\nElena, Harbour Records$/);
    expect(await states('doer')).toEqual(['linkedin assigned']);
    expect(await states('nolink')).toEqual(['email delivered']);
  });

  it('is done or skipped once by an operator, and the sequence continues', async () => {
    const doer = await taskOf('doer');
    const done = `/api/rex/linkedin/tasks/${doer.id}/done`;
    expect((await linked.call('POST', done, undefined, { role: 'viewer' })).status).toBe(403);
    const other = await rex.fetch('POST', done, { token: await rex.token('texts') });
    expect(other.status).toBe(404);
    for (let i = 0; i < 2; i++) {
      expect((await linked.call('POST', done)).json).toMatchObject({
        state: 'done',
        settledBy: 'linked-owner',
      });
    }
    expect((await linked.call('POST', `/api/rex/linkedin/tasks/${doer.id}/skip`)).status).toBe(409);
    const skipper = await taskOf('skipper');
    expect((await linked.call('POST', `/api/rex/linkedin/tasks/${skipper.id}/skip`)).json.state).toBe(
      'skipped',
    );
    await rex.idle();
    expect(await states('doer')).toEqual(['linkedin sent']);
    expect(await states('skipper')).toEqual(['linkedin skipped']);
  });

  it('says when the person must no longer be contacted', async () => {
    const leaver = await linked.leadId(at('leaver'));
    await linked.call('POST', `/api/leads/${leaver}/suppress`, {});
    expect((await taskOf('leaver')).obstacle).toContain('must not be contacted');
    expect((await taskOf('forgotten')).obstacle).toBeNull();
    await linked.call('POST', '/api/rex/pause', {});
    expect((await taskOf('forgotten')).obstacle).toBe('The workspace is paused: nothing goes out.');
    await linked.call('POST', '/api/rex/resume', {});
  });

  it('is skipped when nobody does it in time, and the sequence loses no other step', async () => {
    await rex.advance(4 * DAY);
    await rex.runUntilIdle(HOUR);
    expect(await states('doer')).toEqual(['linkedin sent', 'email delivered']);
    expect(await states('skipper')).toEqual(['linkedin skipped', 'email delivered']);
    expect(await states('forgotten')).toEqual(['linkedin assigned']);
    await rex.advance(2 * DAY);
    await rex.advance(4 * DAY);
    await rex.runUntilIdle(HOUR);
    expect(await states('forgotten')).toEqual(['linkedin skipped', 'email delivered']);
    expect(await states('leaver')).toEqual(['linkedin skipped']);
    expect(await tasks()).toEqual([]);
    expect(
      (await tasks('skipped')).map(({ settledBy }: { settledBy: string }) => settledBy).toSorted(),
    ).toEqual(['linked-owner', 'rex', 'rex']);
    await rex.runUntilIdle(DAY);
    expect((await linked.mission(mission)).state).toBe('COMPLETED');
  });
});

describe('a sequence by WhatsApp', () => {
  const template = {
    contentSid: `HX${'a'.repeat(32)}`,
    text: 'Hi {{1}}, this is {{2}}.',
    variables: ['firstName' as const, 'brandName' as const],
  };

  it('sends the approved template to people who consented, and to nobody in the United States', async () => {
    const wapp = await openWorkspace(rex, 'wapp', {
      settings: {
        ...AT_ONCE,
        channels: {
          steps: [['whatsapp', 'email']],
          whatsapp: { sender: OURS_TOO, templates: [template] },
        },
      },
    });
    const without = await wapp.call('PUT', '/api/rex/settings', {
      ...(await wapp.call('GET', '/api/rex/settings')).json,
      channels: { steps: [['sms']] },
    });
    expect([without.status, without.json.fields[0].path]).toEqual([400, 'body.channels.sms.sender']);
    const row = (name: string, phone: string, consents: string) =>
      `${name}@wapp.example,Grace,${phone},${consents}`;
    await wapp.importCsv(
      [
        'email,first name,phone,sms consent,whatsapp consent',
        row('agreed', '+447400123471', ',yes'),
        row('other', '+447400123472', 'yes,'),
        row('american', '+14155550101', ',yes'),
      ].join('\n'),
    );
    const mission = await wapp.createMission({ steps: 1 });
    await wapp.approve(mission);
    const sent = (await texts()).filter(({ to }) => to.startsWith('whatsapp:'));
    expect(sent).toMatchObject([
      {
        to: 'whatsapp:+447400123471',
        from: `whatsapp:${OURS_TOO}`,
        body: '',
        contentSid: template.contentSid,
        contentVariables: '{"1":"Grace","2":"Harbour Records"}',
      },
    ]);
    const reasons = (await wapp.messages(mission)).map(({ channel, channelReason }) => [
      channel,
      channelReason,
    ]);
    expect(reasons.filter(([channel]) => channel === 'email')).toHaveLength(2);
    expect(JSON.stringify(reasons)).toContain('WhatsApp delivers no marketing to this country');
    expect(JSON.stringify(reasons)).toContain('no consent is recorded');
  });
});

describe('a number of another workspace', () => {
  it('sends nothing for a workspace that names it, says why, and belongs to the workspace only after Twilio confirms it', async () => {
    const thief = await openWorkspace(rex, 'thief', {
      settings: { ...AT_ONCE, channels: { steps: [['sms']], sms: { sender: OURS } } },
    });
    await thief.importCsv('email,first name,phone,sms consent\nv@thief.example,Grace,+447400123481,yes');
    const mission = await thief.createMission({ steps: 1 });
    await thief.approve(mission);
    const toVictim = async () => (await texts()).filter(({ to }) => to === '+447400123481');
    expect(await toVictim()).toEqual([]);
    const { alerts } = (await thief.call('GET', '/api/rex/alerts')).json;
    expect(alerts).toMatchObject([
      { type: 'provider.account', message: expect.stringContaining('belongs to another workspace') },
    ]);
    expect((await thief.explain('v@thief.example')).summary).toContain('NUMBER_OF_ANOTHER_WORKSPACE');
    // Only who operates the account can have Twilio send this.
    const webhook = '/webhook/twilio/thief/inbound';
    await rex.fetch('POST', '/_local/texts', {
      body: JSON.stringify({ webhook, from: '+447400123499', to: OURS, body: 'Hello' }),
    });
    await rex.idle();
    await thief.call('POST', `/api/rex/alerts/${alerts[0].id}/resolve`, {});
    await rex.advance(HOUR);
    expect(await toVictim()).toHaveLength(1);
  });
});

it('is told, as the catalogue says, without a number', async () => {
  const told = await expectCatalogued(rex);
  for (const name of ['task.opened', 'task.done', 'task.skipped', 'number.stopped', 'number.started']) {
    expect(told, name).toContain(name);
  }
});
