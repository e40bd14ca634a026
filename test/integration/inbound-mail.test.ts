import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { domainStores } from '../../shared/domains/adapters/stores.ts';
import { newPool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import { receiveMail } from '../../shared/inbound/app/receive-mail.ts';
import type { ReceiveMailDeps } from '../../shared/inbound/app/received-mail.ts';
import type { ReceivedMail } from '../../shared/inbound/contract/messages.ts';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import type { Lead } from '../../shared/leads/domain/lead.ts';
import { sendingStores } from '../../shared/sending/adapters/stores.ts';
import type { InboundFeedback } from '../../shared/sending/app/ports/send-feedback.ts';
import { missionHashOf, threadToken } from '../../shared/sending/domain/thread-token.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
import { type ImportWorld, importFile, importWorld } from '../support/import-world.ts';
import { enterMessage } from '../support/messages.ts';
import { sampleSend } from '../support/samples.ts';
import { stores } from '../support/stores.ts';

const SECRET = 'test-secret';
const MISSION = `m_${'1'.repeat(26)}`;
const WORKSPACE = 'acme';

let aws: TestAws;
let world: ImportWorld;
let told: InboundFeedback[];
let mails = 0;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());
beforeEach(() => {
  told = [];
});

const deps = (): ReceiveMailDeps => ({
  ...world,
  ...stores(aws),
  operatorsWorkspace: 'operations',
  threadSecret: SECRET,
  feedback: {
    async recordInbound(feedback: InboundFeedback) {
      told.push(feedback);
    },
  },
});

/** A lead that a mission has written to. */
async function contactedLead(name: string): Promise<Lead> {
  const content = `email\n${name}@mail.example\n`;
  await importFile(aws, world, { workspace: WORKSPACE, kind: 'leads', content });
  const lead = await world.leads.get(WORKSPACE, leadIdOf(WORKSPACE, `${name}@mail.example`));
  return world.leads.save({ ...lead!, journeys: { [MISSION]: 'c1' } });
}

const tokenOf = (lead: Lead, step = 2): string =>
  threadToken(SECRET, {
    workspace: WORKSPACE,
    leadId: lead.id,
    missionHash: missionHashOf(MISSION),
    step,
  });

async function arrive(raw: string, changes: Partial<ReceivedMail> = {}): Promise<ReceivedMail> {
  mails += 1;
  const rawKey = `mail/${mails}`;
  await aws.s3.send(new PutObjectCommand({ Bucket: 'uploads', Key: rawKey, Body: raw }));
  const receivedAt = new Date('2026-01-06T08:00:00Z');
  return { id: `ses-${mails}`, rawKey, receivedAt, recipients: [], spam: false, virus: false, ...changes };
}

const mailTo = (to: string, body: string, headers: readonly string[] = []): string =>
  [
    'From: Ann <ann@mail.example>',
    `To: ${to}`,
    'Subject: Re: Hello again',
    'Date: Tue, 06 Jan 2026 08:00:00 +0000',
    'Message-ID: <1@mail.example>',
    ...headers,
    '',
    body,
  ].join('\r\n');

describe('a mail that answers one of our messages', () => {
  it('is stored once with its thread, and updates the ledger', async () => {
    const lead = await contactedLead('reply');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const received = await arrive(mailTo(to, 'Yes, please call me on Friday.'), { recipients: [to] });
    expect(await receiveMail(deps(), received)).toBe('stored');
    expect(await receiveMail(deps(), received)).toBe('repeated');
    const stored = await world.leads.listInbound(WORKSPACE, lead.id);
    expect(stored).toMatchObject([
      { kind: 'reply', missionId: MISSION, step: 2, text: 'Yes, please call me on Friday.' },
    ]);
    expect(told[0]).toEqual({
      lead,
      missionId: MISSION,
      step: 2,
      kind: 'reply',
      at: received.receivedAt,
    });
    const held = await world.leads.get(WORKSPACE, lead.id);
    expect(held?.suppression).toBeUndefined();
    expect(held?.hold).toMatchObject({ reason: 'reply', channel: 'email' });
  });

  it('finds its thread in a header when the envelope does not name it', async () => {
    const lead = await contactedLead('header');
    const received = await arrive(mailTo(`reply+${tokenOf(lead)}@reply.acme.example`, 'Hello.'));
    expect(await receiveMail(deps(), received)).toBe('stored');
  });

  it('suppresses its author when it asks to stop, in words or by its address', async () => {
    for (const [name, localPart, body] of [
      ['words', 'reply', 'Please unsubscribe me.'],
      ['address', 'unsubscribe', ''],
    ] as const) {
      const lead = await contactedLead(name);
      const to = `${localPart}+${tokenOf(lead)}@reply.acme.example`;
      const received = await arrive(mailTo(to, body), { recipients: [to] });
      expect(await receiveMail(deps(), received)).toBe('stored');
      const after = await world.leads.get(WORKSPACE, lead.id);
      expect(after?.suppression).toMatchObject({ reason: 'unsubscribe', source: `mail ${received.id}` });
      expect(told.at(-1)).toMatchObject({ kind: 'unsubscribe_request', lead: { id: lead.id } });
    }
  });

  it('is stored without another effect when a machine wrote it', async () => {
    const lead = await contactedLead('vacation');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const raw = mailTo(to, 'I am out of the office until Monday.', ['Auto-Submitted: auto-replied']);
    expect(await receiveMail(deps(), await arrive(raw, { recipients: [to] }))).toBe('stored');
    expect((await world.leads.listInbound(WORKSPACE, lead.id)).map(({ kind }) => kind)).toEqual([
      'out_of_office',
    ]);
    expect(told).toEqual([]);
  });

  it('suppresses the lead for a hard bounce, not for a soft one', async () => {
    for (const [name, status, suppressed] of [
      ['hard', '5.1.1', 'hard_bounce'],
      ['soft', '4.2.2', undefined],
    ] as const) {
      const lead = await contactedLead(name);
      const to = `reply+${tokenOf(lead)}@reply.acme.example`;
      const received = await arrive(bounceTo(to, `${name}@mail.example`, status), { recipients: [to] });
      expect(await receiveMail(deps(), received)).toBe('stored');
      expect((await world.leads.get(WORKSPACE, lead.id))?.suppression?.reason).toBe(suppressed);
      expect(told.some((feedback) => feedback.lead.id === lead.id)).toBe(suppressed !== undefined);
    }
  });

  it('takes effect on a retry when the worker died before it was stored', async () => {
    const lead = await contactedLead('death');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const received = await arrive(mailTo(to, 'Stop mailing me, unsubscribe.'), { recipients: [to] });
    const dying = {
      ...deps(),
      feedback: {
        async recordInbound() {
          throw new Error('died');
        },
      },
    };
    await expect(receiveMail(dying, received)).rejects.toThrow('died');
    expect(await receiveMail(deps(), received)).toBe('stored');
    expect(told).toHaveLength(1);
    expect((await world.leads.get(WORKSPACE, lead.id))?.suppression?.reason).toBe('unsubscribe');
  });
});

describe('a mail without an effect', () => {
  it.each(['spam', 'virus'] as const)('has the verdict %s', async (verdict) => {
    const lead = await contactedLead(verdict);
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const received = await arrive(mailTo(to, 'unsubscribe'), { recipients: [to], [verdict]: true });
    expect(await receiveMail(deps(), received)).toBe('quarantined');
    // The scan may be wrong about a person: what is not read holds, and does nothing else.
    expect(await world.leads.listInbound(WORKSPACE, lead.id)).toMatchObject([
      { kind: 'unreadable', text: '' },
    ]);
    const after = await world.leads.get(WORKSPACE, lead.id);
    expect(after?.suppression).toBeUndefined();
    expect(after?.hold?.reason).toBe('quarantined');
  });

  it('has no token, or a forged one, or one for nobody', async () => {
    const lead = await contactedLead('forged');
    const forged = `${tokenOf(lead).slice(0, -1)}${tokenOf(lead).endsWith('0') ? '1' : '0'}`;
    const nobody = tokenOf({ ...lead, id: `l_${'z'.repeat(20)}` });
    for (const [to, outcome] of [
      ['sales@acme.example', 'noThread'],
      [`reply+${forged}@reply.acme.example`, 'noThread'],
      [`reply+${nobody}@reply.acme.example`, 'unknownLead'],
    ] as const) {
      const received = await arrive(mailTo(to, 'unsubscribe'), { recipients: [to] });
      expect(await receiveMail(deps(), received)).toBe(outcome);
    }
    expect((await world.leads.get(WORKSPACE, lead.id))?.suppression).toBeUndefined();
    expect(told).toEqual([]);
  });
});

describe('an absence', () => {
  it('that is marked in the headers makes the sequence wait until the person is back', async () => {
    const lead = await contactedLead('away');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const raw = mailTo(to, 'I am out of the office until 20 January 2026.', ['Auto-Submitted: auto-replied']);
    await receiveMail(deps(), await arrive(raw, { recipients: [to] }));
    const after = await world.leads.get(WORKSPACE, lead.id);
    expect(after?.hold).toBeUndefined();
    expect(after?.notBefore?.because).toBe('absent');
    expect(after?.notBefore?.at.slice(0, 10)).toMatch(/^2026-01-(?:20|21)$/);
  });
});

describe('a bounce report', () => {
  it('about somebody else suppresses nobody', async () => {
    const lead = await contactedLead('named');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    const raw = bounceTo(to, 'somebody.else@mail.example', '5.1.1');
    expect(await receiveMail(deps(), await arrive(raw, { recipients: [to] }))).toBe('stored');
    expect((await world.leads.get(WORKSPACE, lead.id))?.suppression).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('of a disabled mailbox counts once per message, and is permanent the third time', async () => {
    const lead = await contactedLead('disabled');
    for (const [step, reason] of [
      [1, undefined],
      [1, undefined],
      [2, undefined],
      [3, 'hard_bounce'],
    ] as const) {
      const to = `reply+${tokenOf(lead, step)}@reply.acme.example`;
      const raw = bounceTo(to, 'disabled@mail.example', '5.2.1', '550 5.2.1 The account is disabled');
      await receiveMail(deps(), await arrive(raw, { recipients: [to] }));
      expect((await world.leads.get(WORKSPACE, lead.id))?.suppression?.reason).toBe(reason);
    }
    expect(told).toMatchObject([{ kind: 'bounce', step: 3 }]);
  });
});

describe('a reply that may be an opt-out', () => {
  it('needs no decision after a later mail clearly asks to stop', async () => {
    const lead = await contactedLead('later');
    const to = `reply+${tokenOf(lead)}@reply.acme.example`;
    await receiveMail(deps(), await arrive(mailTo(to, 'Who are you?'), { recipients: [to] }));
    await receiveMail(deps(), await arrive(mailTo(to, 'Please unsubscribe me.'), { recipients: [to] }));
    const after = await world.leads.get(WORKSPACE, lead.id);
    expect([after?.hold, after?.suppression?.reason]).toEqual([undefined, 'unsubscribe']);
    const [waiting] = await deps().replies.ofLead(WORKSPACE, lead.id);
    expect(waiting?.decision).toMatchObject({ decision: 'suppress', by: 'inbound-mail' });
  });
});

describe('a mail without a token', () => {
  const FROM = 'elena@mail.acme.example';
  const fromLead = (name: string, headers: readonly string[] = [], body = 'Please unsubscribe me.'): string =>
    mailTo(FROM, body, headers).replace('From: Ann <ann@mail.example>', `From: <${name}@mail.example>`);
  const alerts = async (workspace: string) =>
    (await deps().alerts.list(workspace, { limit: 10 })).alerts.map(({ type, count }) => [type, count]);
  beforeAll(async () => {
    const { workspaces } = stores(aws);
    const settings = settingsSchema.parse({
      brandName: 'Acme',
      senderName: 'Elena',
      postalAddress: '1 Main Street',
      website: 'https://acme.example',
    });
    await workspaces.save({ workspace: WORKSPACE, version: 1, settings }, 'absent', []);
    const at = '2026-01-01T00:00:00.000Z';
    const domain = 'mail.acme.example';
    const pool = addDomain(newPool(WORKSPACE), { domain, tier: 'custom', targetPerDay: 10 }, new Date(at), {
      state: 'verified',
      challenge: '',
    });
    await domainStores(aws).domains.save(
      { domain, version: 1, workspace: WORKSPACE, proof: 'dns', since: at.slice(0, 10), at },
      pool,
      { owner: 'absent', pool: 'absent' },
      [],
    );
  });

  it.each([
    ['is proven by DMARC', 'pass', [], { suppression: { reason: 'unsubscribe' } }],
    ['may be from somebody else, and holds', undefined, [], { hold: { reason: 'unproven_sender' } }],
    [
      'knows the id that SES gave our message',
      'fail',
      ['In-Reply-To: <0100-aa-000000@email.amazonses.com>'],
      { suppression: { reason: 'unsubscribe' } },
    ],
  ] as const)('from a lead: %s', async (name, dmarc, headers, expected) => {
    const local = `from${name.length}`;
    const lead = await contactedLead(local);
    await enterMessage(
      sendingStores(aws).ledger,
      sampleSend({
        workspace: WORKSPACE,
        missionId: MISSION,
        cohort: 'c1',
        leadId: lead.id,
        step: 3,
        providerMessageId: '0100-aa-000000',
      }),
    );
    const received = await arrive(fromLead(local, headers), { recipients: [FROM], dmarc });
    expect(await receiveMail(deps(), received)).toBe('stored');
    expect(await world.leads.get(WORKSPACE, lead.id)).toMatchObject(expected);
    if (headers.length > 0) expect(told).toMatchObject([{ missionId: MISSION, step: 3 }]);
  });

  it('that fails authentication or has no known author only raises one alert', async () => {
    const lead = await contactedLead('spoofed');
    for (const [raw, recipients] of [
      [fromLead('spoofed'), [FROM]],
      [fromLead('stranger'), [FROM]],
    ] as const) {
      expect(await receiveMail(deps(), await arrive(raw, { recipients, dmarc: 'fail' }))).toBe('noThread');
    }
    const after = await world.leads.get(WORKSPACE, lead.id);
    expect([after?.hold, after?.suppression]).toEqual([undefined, undefined]);
    expect(await alerts(WORKSPACE)).toEqual([['inbound.unmatched', 2]]);
    const elsewhere = await arrive(fromLead('stranger'), { recipients: ['x@nobody.example'] });
    expect(await receiveMail(deps(), elsewhere)).toBe('noThread');
    expect(await alerts('operations')).toContainEqual(['inbound.unmatched', expect.any(Number)]);
  });

  it('finds its thread by our message id in References or by our link in its quote', async () => {
    for (const [name, headers, body] of [
      ['refers', (token: string) => [`References: <${token}@reply.acme.example> <1@x.example>`], () => 'Hm.'],
      ['quotes', () => [], (token: string) => `Hm.\r\n> Unsubscribe: https://r.acme.example/u/${token}`],
    ] as const) {
      const lead = await contactedLead(name);
      const token = tokenOf(lead);
      const raw = fromLead('another.address', headers(token), body(token));
      expect(await receiveMail(deps(), await arrive(raw, { recipients: [FROM], dmarc: 'fail' }))).toBe(
        'stored',
      );
      expect((await world.leads.get(WORKSPACE, lead.id))?.hold?.reason).toBe('reply');
    }
  });
});

const bounceTo = (to: string, failed: string, status: string, diagnostic?: string): string =>
  [
    'From: MAILER-DAEMON@mx.mail.example',
    `To: ${to}`,
    'Subject: Delivery Status Notification',
    'Date: Tue, 06 Jan 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.mail.example',
    '',
    `Final-Recipient: rfc822; ${failed}`,
    'Action: failed',
    `Status: ${status}`,
    ...(diagnostic ? [`Diagnostic-Code: smtp; ${diagnostic}`] : []),
    '--b--',
    '',
  ].join('\r\n');
