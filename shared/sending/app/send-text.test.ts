import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { goodSendContext } from '../../../test/bench/send-context.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sendOne } from '../../../test/support/messages.ts';
import { stores } from '../../../test/support/stores.ts';
import {
  refusing,
  startTwilioServer,
  type TwilioServer,
  taking,
} from '../../../test/support/twilio-server.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import { channelSettingsSchema } from '../../channels/contract/channels.ts';
import { numberIdOf, stopOf } from '../../channels/domain/contact-number.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { twilioAccountSchema } from '../../texts/adapters/twilio/account.ts';
import { TwilioTexter } from '../../texts/adapters/twilio/twilio-texter.ts';
import type { Send } from '../domain/send.ts';
import type { MessageToSend } from './prepare-message.ts';
import type { SendMessageDeps } from './send-message.ts';

const NOW = new Date('2026-03-04T12:00:00Z');
const OURS = '+15005550006';

const PUBLIC_URL = 'https://rex.example';
/** So long the texter waits for an answer, and so long when there will be none. */
const [PATIENT_MS, SILENT_MS] = [20_000, 100];
const texterOf = ({ url }: TwilioServer, timeoutMs: number): TwilioTexter => {
  const account = twilioAccountSchema.parse({ accountSid: 'AC1', authToken: 't', baseUrl: url });
  return new TwilioTexter({ account, publicBaseUrl: PUBLIC_URL, fetch, timeoutMs });
};

const tables = openMemory();
let twilio: TwilioServer;
let deps: SendMessageDeps;
let made = 0;
beforeAll(async () => {
  twilio = await startTwilioServer();
  deps = {
    ...stores(tables),
    texter: texterOf(twilio, PATIENT_MS),
    mailer: { send: () => Promise.reject(new Error('A text is no e-mail.')) },
    clock: { now: () => NOW },
    threadSecret: 's',
    publicBaseUrl: PUBLIC_URL,
  };
});
beforeEach(() => {
  twilio.answer = taking;
  twilio.asked.length = 0;
});
afterAll(() => twilio.stop());

const content: MissionContent = {
  version: 1,
  source: 'built-in',
  notes: [],
  templates: [],
  brand: {
    brandName: 'Bench',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://bench.example',
  },
  brandObservedOn: '2026-03-01',
  from: { name: 'Ann', address: 'ann@bench.example' },
  replyDomain: 'reply.bench.example',
};

/** An approved text to somebody new, whom nothing keeps from getting it. */
async function text(change: Partial<MessageToSend> = {}) {
  const n = made++;
  const phone = `+4474002${String(n).padStart(5, '0')}`;
  const context = goodSendContext(NOW);
  const drafted = {
    ...context.lead,
    id: `l_${String(n).padStart(20, '0')}`,
    version: 1,
    contacted: [],
    profile: { ...context.lead.profile, phone, channelConsents: { sms: 'subscribed' as const } },
  };
  await deps.leads.create(drafted);
  const lead = (await deps.leads.get(drafted.workspace, drafted.id)) ?? drafted;
  const channels = channelSettingsSchema.parse({ sms: { sender: OURS } });
  const message: MessageToSend = {
    context: {
      ...context,
      lead,
      channel: 'sms',
      domain: undefined,
      settings: { ...context.settings, channels },
    },
    built: {
      ok: true,
      channel: 'sms',
      rendered: { text: 'Hello. Reply STOP to opt out.', segments: 1, evidence: [] },
      hash: 'h',
      framework: 'short',
      to: phone,
      from: OURS,
    },
    content,
    variant: 'A',
    cohort: 'c',
    dryRun: false,
    ...change,
  };
  const { workspace } = lead;
  const ref = { workspace, missionId: context.mission.id, cohort: 'c', leadId: lead.id, step: context.step };
  const numberId = numberIdOf(workspace, phone);
  return {
    message,
    hear: (word: 'asked' | 'unreachable') =>
      recordNumberWords(deps, {
        workspace,
        numberId,
        channel: 'sms',
        words: [word],
        at: NOW.toISOString(),
        source: 'x',
      }),
    stop: async () => stopOf(await deps.numbers.get(workspace, numberId), 'sms')?.reason,
    number: () => deps.numbers.get(workspace, numberId),
    entry: (): Promise<Send | undefined> => deps.ledger.get(ref),
  };
}

describe('sending a text', () => {
  it('sends it once, even with concurrent tries', async () => {
    const { message, entry, number } = await text();
    const results = await Promise.all(Array.from({ length: 8 }, () => sendOne(deps, message)));
    expect(results.filter(({ kind }) => kind === 'sent')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'skipped')).toHaveLength(7);
    expect(twilio.asked).toHaveLength(1);
    expect(await entry()).toMatchObject({
      state: 'sent',
      channel: 'sms',
      segments: 1,
      domain: '',
      subject: '',
    });
    expect((await number())?.last).toMatchObject({ leadId: message.context.lead.id, step: 2 });
  });

  it('sends nothing when the number was stopped after the guards were checked', async () => {
    const { message, entry, hear } = await text();
    await hear('asked');
    expect(await sendOne(deps, message)).toEqual({ kind: 'skipped' });
    expect(twilio.asked).toEqual([]);
    expect(await entry()).toBeUndefined();
  });

  it('sends nothing without consent to this channel, or to a suppressed person', async () => {
    const none = await text();
    const { context } = none.message;
    await deps.leads.save({
      ...context.lead,
      suppression: { reason: 'manual', at: NOW.toISOString(), source: 'x' },
    });
    expect(await sendOne(deps, none.message)).toEqual({ kind: 'skipped' });
    const other = await text();
    const { lead } = other.message.context;
    await deps.leads.save({ ...lead, profile: { ...lead.profile, channelConsents: { sms: 'opted_out' } } });
    expect(await sendOne(deps, other.message)).toEqual({ kind: 'skipped' });
    expect(twilio.asked).toEqual([]);
  });

  it('retries after an answer that nothing was sent, and names the account as the cause', async () => {
    const { message, entry } = await text();
    twilio.answer = refusing(429, 20429);
    expect(await sendOne(deps, message)).toMatchObject({ kind: 'unavailable', mend: undefined });
    expect((await entry())?.state).toBe('released');
    twilio.answer = refusing(401, 20003);
    expect(await sendOne(deps, message)).toMatchObject({
      kind: 'unavailable',
      mend: { scope: 'account' },
    });
    twilio.answer = taking;
    expect(await sendOne(deps, message)).toMatchObject({ kind: 'sent' });
    expect(twilio.asked).toHaveLength(3);
  });

  it.each([
    ['a failure of the provider', refusing(500, 20500), PATIENT_MS],
    ['no answer', () => undefined, SILENT_MS],
  ])('is never tried again after %s', async (_, answer, timeoutMs) => {
    const { message, entry } = await text();
    twilio.answer = answer;
    const texter = texterOf(twilio, timeoutMs);
    expect(await sendOne({ ...deps, texter }, message)).toEqual({ kind: 'unknown' });
    expect((await entry())?.state).toBe('claimed');
    twilio.answer = taking;
    expect(await sendOne(deps, message)).toEqual({ kind: 'skipped' });
    expect(twilio.asked).toHaveLength(1);
  });

  it.each([
    [21610, 'asked'],
    [21211, 'unreachable'],
    [21408, undefined],
  ])('refused with %i leaves the number %s', async (code, reason) => {
    const { message, entry, stop } = await text();
    twilio.answer = refusing(400, code);
    expect(await sendOne(deps, message)).toEqual({ kind: 'refused' });
    expect(await entry()).toMatchObject({ state: 'rejected', rejectedReason: `TWILIO_${code}` });
    expect(await stop()).toBe(reason);
  });

  it('makes no call in a dry run and leaves the number unchanged', async () => {
    const { message, entry, number } = await text({ dryRun: true });
    expect(await sendOne(deps, message)).toEqual({ kind: 'dry-run' });
    expect(twilio.asked).toEqual([]);
    expect((await entry())?.state).toBe('dry_run');
    expect(await number()).toBeUndefined();
  });
});
