import { beforeAll, expect, it } from 'vitest';
import { goodSendContext } from '../../../test/bench/send-context.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sendOne } from '../../../test/support/messages.ts';
import { stores } from '../../../test/support/stores.ts';
import type { MessageToSend } from './prepare-message.ts';
import type { SendMessageDeps } from './send-message.ts';

const NOW = new Date('2026-03-04T12:00:00Z');
const tables = openMemory();
let deps: SendMessageDeps;
let called = 0;
let made = 0;
beforeAll(async () => {
  deps = {
    ...stores(tables),
    mailer: {
      send: async () => {
        called += 1;
        return { outcome: 'accepted', providerMessageId: 'ses-1' };
      },
    },
    clock: { now: () => NOW },
    threadSecret: 's',
    publicBaseUrl: 'https://rex.example',
  };
});

/** An approved e-mail to somebody new, which nothing keeps from going but what its headers are made of. */
async function mail(from: { name: string; address: string }, subject = 'Hello', dryRun = false) {
  const context = goodSendContext(NOW);
  const lead = { ...context.lead, id: `l_${String(made++).padStart(20, '0')}`, version: 1, contacted: [] };
  await deps.leads.create(lead);
  const message: MessageToSend = {
    context: { ...context, lead: (await deps.leads.get(lead.workspace, lead.id)) ?? lead, channel: 'email' },
    built: {
      ok: true,
      channel: 'email',
      rendered: { ok: true, subject, text: 'Hello', html: '<p>Hello</p>', evidence: [] },
      hash: context.content && 'hash' in context.content ? context.content.hash : 'h',
      framework: 'pas',
      cites: [],
      to: lead.profile.address,
      from: `${from.name} <${from.address}>`,
    },
    content: {
      version: 1,
      source: 'built-in',
      notes: [],
      templates: [],
      brand: {
        brandName: 'Bench',
        senderName: from.name,
        postalAddress: '1 Main Street',
        website: 'https://bench.example',
      },
      brandObservedOn: '2026-03-01',
      from,
      replyDomain: context.domain?.domain ?? 'mail.bench.example',
    },
    variant: 'A',
    cohort: 'c',
    dryRun,
  };
  const { workspace } = lead;
  const ref = { workspace, missionId: context.mission.id, cohort: 'c', leadId: lead.id, step: context.step };
  return { message, ref, lead };
}
const address = `ann@${goodSendContext(NOW).domain?.domain}`;

it('a mail that can be built goes out', async () => {
  const { message, ref } = await mail({ name: 'Ann', address });
  expect(await sendOne(deps, message)).toEqual({ kind: 'sent' });
  expect((await deps.ledger.get(ref))?.state).toBe('sent');
});

it.each([
  ['a tab in the sender’s name', { name: 'Ele\tna', address }, 'Hello', 'from.name'],
  ['a line break in the subject', { name: 'Ann', address }, 'Hello\nBcc: a@b.example', 'subject'],
  ['an address that is none', { name: 'Ann', address: `a b@${address.split('@')[1]}` }, 'Hello', 'from'],
])(
  'a mail with %s is rejected with its reason; nobody is called, and nobody is claimed',
  async (_, from, subject, field) => {
    for (const dryRun of [false, true]) {
      const { message, ref, lead } = await mail(from, subject, dryRun);
      const before = called;
      expect(await sendOne(deps, message)).toEqual({ kind: 'refused' });
      expect(await deps.ledger.get(ref)).toMatchObject({
        state: 'rejected',
        rejectedReason: expect.stringContaining(`The mail cannot be built: ${field}`),
      });
      expect(called).toBe(before);
      expect((await deps.leads.get(lead.workspace, lead.id))?.contacted).toEqual([]);
      expect(await sendOne(deps, message)).toEqual({ kind: 'skipped' });
    }
  },
);
