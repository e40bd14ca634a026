import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { goodSendContext } from '../../../test/bench/send-context.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sendOne } from '../../../test/support/messages.ts';
import { stores } from '../../../test/support/stores.ts';
import { claimNumber } from '../../channels/app/claim-number.ts';
import { type Channel, channelSettingsSchema } from '../../channels/contract/channels.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { receiveMail } from '../../inbound/app/receive-mail.ts';
import { addMs, DAY, MINUTE } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MessageToSend } from '../../sending/app/prepare-message.ts';
import { inboundRecorder } from '../../sending/app/record-inbound.ts';
import type { SendMessageDeps } from '../../sending/app/send-message.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import { receiveText } from '../../texts/app/receive-text.ts';
import { decideReply } from './decide-reply.ts';

const NOW = new Date('2026-03-04T12:00:00Z');
const OURS = '+15005550006';
const SECRET = 's';
const WORKSPACE = 'bench';
const ANSWERED = 'm_0123456789abcdefghijklmnop';
const OTHER = 'm_zzzzzzzzzzzzzzzzzzzzzzzzzz';

const tables = openMemory();
/** As they came in, by their keys. */
const mails = new Map<string, string>();
let clock = NOW;
let made = 0;
let handedIn: string[];
let deps: SendMessageDeps & Parameters<typeof receiveMail>[0] & Parameters<typeof receiveText>[0];
beforeAll(async () => {
  const feedback = { ...stores(tables), clock: { now: () => clock } };
  const accept = async () => {
    handedIn.push('message');
    return { outcome: 'accepted' as const, providerMessageId: 'provider-1' };
  };
  deps = {
    ...feedback,
    files: { read: async (key) => new TextEncoder().encode(mails.get(key) ?? '') },
    feedback: inboundRecorder(feedback),
    mailer: { send: accept },
    texter: { send: accept },
    domains: { ownerOf: async () => undefined },
    operatorsWorkspace: 'operations',
    threadSecret: SECRET,
    publicBaseUrl: 'https://rex.example',
  };
  const settings = {
    ...goodSendContext(NOW).settings,
    channels: channelSettingsSchema.parse({ sms: { sender: OURS }, whatsapp: { sender: OURS } }),
  };
  await feedback.workspaces.save({ workspace: WORKSPACE, version: 1, settings }, 'absent', []);
});

const content: MissionContent = {
  version: 1,
  source: 'built-in',
  notes: [],
  templates: [],
  brand: {
    brandName: 'B',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://bench.example',
  },
  brandObservedOn: '2026-03-01',
  from: { name: 'Ann', address: 'ann@mail.bench.example' },
  replyDomain: 'reply.bench.example',
};

/** A person whom a mission has written to by e-mail and SMS, and to whom every mission and channel is open. */
async function person() {
  const n = made++;
  const context = goodSendContext(NOW);
  const phone = `+4474003${String(n).padStart(5, '0')}`;
  const address = `p${n}@mail.example`;
  const lead: Lead = {
    ...context.lead,
    id: `l_${String(n).padStart(20, '0')}`,
    version: 1,
    contacted: [],
    journeys: { [ANSWERED]: 'c' },
    profile: {
      ...context.lead.profile,
      identity: address,
      address,
      phone,
      linkedinUrl: 'https://www.linkedin.com/in/pat',
      channelConsents: { sms: 'subscribed', whatsapp: 'subscribed' },
    },
  };
  await deps.leads.create(lead);
  const last = {
    channel: 'sms' as const,
    missionId: ANSWERED,
    cohort: 'c',
    leadId: lead.id,
    step: 1,
    at: NOW.toISOString(),
  };
  await claimNumber(deps, { workspace: WORKSPACE, phone, last });
  return lead;
}

async function mailFrom(lead: Lead, mail: string): Promise<string> {
  const token = threadToken(SECRET, {
    workspace: WORKSPACE,
    leadId: lead.id,
    missionHash: missionHashOf(ANSWERED),
    step: 1,
  });
  const rawKey = `mail/${lead.id}`;
  mails.set(rawKey, mail);
  const recipients = [`reply+${token}@reply.bench.example`];
  return receiveMail(deps, {
    id: `ses-${lead.id}`,
    rawKey,
    receivedAt: clock,
    recipients,
    spam: false,
    virus: false,
  });
}

const TEMPLATE = { contentSid: `HX${'0'.repeat(32)}`, text: 'Hello.' };
const CHANNELS = ['email', 'sms', 'whatsapp', 'linkedin'] as const satisfies readonly Channel[];

/** What became of a message of a mission to a person by a channel, with nothing else in its way. */
async function trySending(leadId: string, missionId: string, channel: Channel): Promise<string> {
  const good = goodSendContext(clock);
  const lead = await deps.leads.get(WORKSPACE, leadId);
  if (!lead) throw new Error('gone');
  const rendered = { text: 'Hello.', html: '<p>Hello.</p>', subject: 'Hello', segments: 1, evidence: [] };
  const to =
    channel === 'email'
      ? lead.profile.address
      : channel === 'linkedin'
        ? (lead.profile.linkedinUrl ?? '')
        : (lead.profile.phone ?? '');
  const built = {
    ok: true,
    channel,
    rendered,
    hash: 'h',
    framework: 'short',
    to,
    from: OURS,
  } as unknown as MessageToSend['built'];
  const channels = channelSettingsSchema.parse({
    sms: { sender: OURS },
    whatsapp: { sender: OURS, templates: [TEMPLATE, TEMPLATE] },
  });
  const { outcome } = await sendOne(deps, {
    context: {
      ...good,
      lead,
      channel,
      key: `${missionId}#2`,
      mission: { ...good.mission, id: missionId, createdAt: addMs(clock, -DAY).toISOString() },
      settings: { ...good.settings, frequencyCap: { minHoursBetween: 0, maxIn30Days: 1000 }, channels },
    },
    built,
    content,
    variant: 'A',
    cohort: 'c',
    dryRun: false,
  }).then((result) => ({ outcome: result.kind }));
  return outcome;
}

async function expectSilence(leadId: string): Promise<void> {
  handedIn = [];
  for (const missionId of [ANSWERED, OTHER])
    for (const channel of CHANNELS)
      expect([channel, await trySending(leadId, missionId, channel)]).toEqual([channel, 'skipped']);
  expect(handedIn).toEqual([]);
}

const HABITS = [
  'I am out of the office until Monday.',
  'Ich bin im Urlaub bis 3. August.',
  'Automatic reply: I left the company.',
  'Your message could not be delivered. 550 5.1.1 User unknown',
  'Delivery to the following recipient failed permanently: pat@mail.example',
  'Mailer-Daemon told me that you wrote.',
  'The moderators of the mailing list hold your post for approval.',
  'This mailbox is no longer monitored.',
  'unsubscribe',
  'Bitte nicht mehr schreiben!',
  'ne m’écrivez plus',
  'もう送らないでください',
  'Yes, call me.',
  '👍',
  '-- ',
  '> quoted',
  'On Monday Ann wrote:',
  'From: Berlin',
];
const line = fc.oneof(
  fc.constantFrom(...HABITS),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 8 }),
);
const words = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\r\n'));
const subject = fc.constantFrom('Re: Hello', 'AW: Hello', 'Hello', 'RE: [EXT] Hello', 'stop', '');
/** A mail as a person's program writes it: whatever is said in it, no header of a machine. */
const mail = fc
  .record({ words, subject, html: fc.boolean(), base64: fc.boolean() })
  .map(({ words: said, subject: about, html, base64 }) => {
    const body = html ? `<div>${said.replaceAll('<', '&lt;')}</div>` : said;
    return [
      'From: Pat <pat@mail.example>',
      'To: ann@mail.bench.example',
      `Subject: ${about}`,
      'Date: Wed, 04 Mar 2026 12:00:00 +0000',
      'Return-Path: <pat@mail.example>',
      'MIME-Version: 1.0',
      `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`,
      `Content-Transfer-Encoding: ${base64 ? 'base64' : '8bit'}`,
      '',
      base64 ? Buffer.from(body).toString('base64') : body,
      '',
    ].join('\r\n');
  });

describe('a person who replied', () => {
  it('by e-mail gets no automated message from any mission or channel before a decision, whatever the reply says', async () => {
    await fc.assert(
      fc.asyncProperty(mail, fc.integer({ min: 0, max: 400 }), async (written, days) => {
        clock = NOW;
        const { id } = await person().then(async (lead) => {
          expect(await mailFrom(lead, written)).toBe('stored');
          return lead;
        });
        await expectSilence(id);
        clock = addMs(NOW, days * DAY);
        await expectSilence(id);
      }),
      { numRuns: 40 },
    );
  });

  it('by SMS gets no automated message from any mission or channel before a decision, whatever the reply says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(line, words), fc.integer({ min: 0, max: 400 }), async (text, days) => {
        clock = NOW;
        const lead = await person();
        const numberId = numberIdOf(WORKSPACE, lead.profile.phone ?? '');
        const heard = {
          workspace: WORKSPACE,
          channel: 'sms' as const,
          numberId,
          to: OURS,
          sid: `SM${lead.id.slice(2)}`,
        };
        expect(await receiveText(deps, { ...heard, text: text.slice(0, 1600), at: NOW.toISOString() })).toBe(
          'stored',
        );
        await expectSilence(lead.id);
        clock = addMs(NOW, days * DAY);
        await expectSilence(lead.id);
      }),
      { numRuns: 40 },
    );
  });

  it('gets messages before the reply and after a release, so only the hold stops them', async () => {
    clock = NOW;
    const lead = await person();
    handedIn = [];
    expect(await trySending(lead.id, OTHER, 'email')).toBe('sent');
    clock = addMs(NOW, DAY);
    expect(await trySending(lead.id, ANSWERED, 'sms')).toBe('sent');
    clock = addMs(NOW, DAY);
    await mailFrom(lead, 'From: Pat <p@mail.example>\r\nSubject: Re: Hello\r\n\r\nWho are you?\r\n');
    await expectSilence(lead.id);
    await decideReply(
      { ...stores(tables), ...deps, outbound: { send: async () => undefined } },
      {
        workspace: WORKSPACE,
        id: `r_${lead.id.slice(2)}_ses-${lead.id}`,
        decision: 'release',
        actor: { kind: 'user', id: 'olga' },
        correlationId: 'c',
      },
    );
    handedIn = [];
    for (const [at, channel] of CHANNELS.entries()) {
      clock = addMs(NOW, DAY + (at + 1) * 30 * MINUTE);
      expect([channel, await trySending(lead.id, `m_${String(at).repeat(26)}`, channel)]).not.toEqual([
        channel,
        'skipped',
      ]);
    }
  });

  it('gets no message when the hold comes between the guards and the claim', async () => {
    clock = NOW;
    const lead = await person();
    handedIn = [];
    const [sent] = await Promise.all([
      trySending(lead.id, OTHER, 'email'),
      mailFrom(lead, 'From: Pat <p@mail.example>\r\nSubject: Re: Hello\r\n\r\nWait.\r\n'),
    ]);
    expect(['sent', 'skipped']).toContain(sent);
    clock = addMs(NOW, DAY);
    await expectSilence(lead.id);
  });
});
