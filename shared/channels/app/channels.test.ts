import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { enterMessage } from '../../../test/support/messages.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import type { DynamoLeadStore } from '../../leads/adapters/lead-store.ts';
import { type Feedback, sendSchema } from '../../sending/domain/send.ts';
import { receiveText } from '../../texts/app/receive-text.ts';
import { recordTextStatus } from '../../texts/app/record-text-status.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import type { DynamoContactNumberStore } from '../adapters/contact-number-store.ts';
import { numberIdOf, stopOf } from '../domain/contact-number.ts';
import { claimNumber } from './claim-number.ts';

const OURS = '+15005550006';
const missionId = `m_${'0'.repeat(26)}`;
const at = (minute: number): string =>
  new Date(Date.parse('2026-03-05T12:00:00Z') + minute * 60_000).toISOString();

const tables = openMemory();
let made = 0;
let deps: Parameters<typeof receiveText>[0] & { numbers: DynamoContactNumberStore; leads: DynamoLeadStore };
beforeAll(async () => {
  const { workspaces, pools } = stores(tables);
  deps = {
    ...stores(tables),
    workspaces,
    pools,
    clock: { now: () => new Date(at(0)) },
  };
  const settings = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.example',
    channels: { sms: { sender: OURS } },
  });
  await workspaces.save({ workspace: 'acme', version: 1, settings }, 'absent', []);
});

/** A person to whom a text has been claimed. */
async function texted() {
  const n = made++;
  const phone = `+4474001${String(n).padStart(5, '0')}`;
  const leadId = `l_${String(n).padStart(20, '0')}`;
  const ref = { workspace: 'acme', missionId, cohort: 'c', leadId, step: 1 };
  await deps.leads.create(
    sampleLead({
      id: leadId,
      profile: sampleProfile({ identity: `p${n}@acme.example`, address: `p${n}@acme.example` }),
    }),
  );
  const { workspace: _, ...message } = ref;
  const last = { channel: 'sms' as const, ...message, at: at(0) };
  expect(await claimNumber(deps, { workspace: 'acme', phone, last })).toBe(true);
  await enterMessage(
    deps.ledger,
    sendSchema.parse({
      ...ref,
      variant: 'A',
      state: 'claimed',
      channel: 'sms',
      subject: '',
      contentHash: 'h',
      approvalId: 'a',
      domain: '',
      claimedAt: at(0),
    }),
  );
  const numberId = numberIdOf('acme', phone);
  return {
    ref,
    phone,
    last,
    numberId,
    say: (text: string, sid: string, minute: number, to = OURS) =>
      receiveText(deps, { workspace: 'acme', channel: 'sms', numberId, to, sid, text, at: at(minute) }),
    send: () => deps.ledger.get(ref),
    stop: async () => stopOf(await deps.numbers.get('acme', numberId), 'sms')?.reason,
  };
}

describe('an incoming text', () => {
  it('stops the number, ends the sequence, and leaves the person to other channels', async () => {
    const person = await texted();
    expect(await person.say('Stop', 'SM1', 5)).toBe('stored');
    expect(await person.say('Stop', 'SM1', 9)).toBe('repeated');
    expect(await person.stop()).toBe('asked');
    expect(await person.send()).toMatchObject({ state: 'claimed', unsubscribedAt: at(5) });
    expect((await deps.leads.get('acme', person.ref.leadId))?.suppression).toBeUndefined();
    expect(await deps.leads.listInbound('acme', person.ref.leadId)).toMatchObject([
      { id: 'SM1', channel: 'sms', kind: 'unsubscribe_request', text: 'Stop', missionId },
    ]);
    expect(await claimNumber(deps, { workspace: 'acme', phone: person.phone, last: person.last })).toBe(
      false,
    );
  });

  it('lifts a stop only by a later START, and never by one that is delivered twice', async () => {
    const person = await texted();
    await person.say('START', 'SM1', 1);
    await person.say('STOP', 'SM2', 2);
    expect(await person.say('START', 'SM1', 3)).toBe('repeated');
    expect(await person.stop()).toBe('asked');
    await person.say('START', 'SM3', 4);
    expect(await person.stop()).toBeUndefined();
    const told = tables.database
      .everything('events')
      .filter(({ pk }) => String(pk).includes(person.numberId));
    expect(told.map(({ name }) => name)).toEqual(['number.stopped', 'number.started']);
    expect(JSON.stringify(told)).not.toContain(person.phone);
  });

  it('counts as a reply unless it asks for help or goes to a number that is not ours', async () => {
    const person = await texted();
    expect(await person.say('HELP', 'SM1', 1)).toBe('stored');
    expect((await person.send())?.repliedAt).toBeUndefined();
    expect(await person.say('Who is this?', 'SM2', 2, '+15005550007')).toBe('notOurs');
    expect((await person.send())?.repliedAt).toBeUndefined();
    expect(await person.say('Who is this?', 'SM3', 3)).toBe('stored');
    expect((await person.send())?.repliedAt).toBe(at(3));
    const stranger = {
      workspace: 'acme',
      channel: 'sms' as const,
      numberId: numberIdOf('acme', '+447400199999'),
    };
    const text = { ...stranger, to: OURS, sid: 'SM9', text: 'STOP', at: at(1) };
    expect(await receiveText(deps, text)).toBe('unknownNumber');
    expect(stopOf(await deps.numbers.get('acme', stranger.numberId), 'sms')?.reason).toBe('asked');
  });

  it('with a STOP blocks every later claim, even when both happen at once', async () => {
    for (let i = 0; i < 5; i++) {
      const person = await texted();
      const claim = () => claimNumber(deps, { workspace: 'acme', phone: person.phone, last: person.last });
      await Promise.all([claim(), person.say('STOP', `SM${i}`, 1), claim()]);
      expect(await claim()).toBe(false);
      expect(await person.stop()).toBe('asked');
    }
  });
});

describe('a status report of the provider', () => {
  const delivered: Feedback = { kind: 'delivered', at: at(3), providerMessageId: 'SM1' };
  const told: readonly Feedback[] = [
    { kind: 'sent', at: at(1), providerMessageId: 'SM1' },
    { kind: 'sent', at: at(2), providerMessageId: 'SM1' },
    delivered,
    { kind: 'opened', at: at(4), signs: [] },
  ];

  it('has the same effect in any order and any number of times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...told, ...told], { minLength: 4 }).filter((some) => some.includes(delivered)),
        async (some) => {
          const person = await texted();
          for (const feedback of some) {
            await recordTextStatus(deps, {
              ref: person.ref,
              channel: 'sms',
              numberId: person.numberId,
              at: feedback.at,
              sid: 'SM1',
              feedback,
              word: undefined,
            });
          }
          expect(await person.send()).toMatchObject({
            state: 'delivered',
            deliveredAt: at(3),
            providerMessageId: 'SM1',
          });
          expect(await person.stop()).toBeUndefined();
        },
      ),
      { numRuns: 15 },
    );
  });

  it('stops an unreachable number permanently, but not the person', async () => {
    const person = await texted();
    const status = {
      ref: person.ref,
      channel: 'sms' as const,
      numberId: person.numberId,
      at: at(2),
      sid: 'SM1',
      feedback: { kind: 'bounced', at: at(2), permanent: true, diagnostic: 'TWILIO_30006' } as const,
      word: 'unreachable' as const,
    };
    await recordTextStatus(deps, status);
    await recordTextStatus(deps, status);
    expect(await person.stop()).toBe('unreachable');
    await person.say('START', 'SM2', 9);
    expect(await person.stop()).toBe('unreachable');
    expect(await person.send()).toMatchObject({ state: 'bounced', bounce: { permanent: true } });
    expect((await deps.leads.get('acme', person.ref.leadId))?.suppression).toBeUndefined();
    expect((await deps.pools.day('acme', '2026-03-05')).domains).toEqual({});
  });
});
