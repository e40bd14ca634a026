import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleLead } from '../../../test/support/samples.ts';
import { asStored, storedForm } from '../../kernel/contract/tolerance.ts';
import { holdFor, postponeTo, readReplyId, replyIdOf, settleHold } from './hold.ts';
import { replySchema } from './inbound-message.ts';
import { leadSchema } from './lead.ts';

const lead = sampleLead();
const reply = (n: number) => ({
  id: replyIdOf(lead.id, `ses-${n}`),
  reason: 'reply' as const,
  channel: 'email' as const,
  receivedAt: new Date(1_800_000_000_000 + n * 60_000).toISOString(),
});

describe('a hold', () => {
  it('lasts from the first reply until the last of them is decided, whatever the order', () => {
    const numbers = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        numbers.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all))),
        ([all, some]) => {
          const held = all.reduce((known, n) => holdFor(known, reply(n)), lead);
          expect(held.hold?.since).toBe(reply(Math.min(...all)).receivedAt);
          const after = settleHold(held, new Set(some.map((n) => reply(n).id)));
          expect(after.hold === undefined).toBe(some.length === all.length);
          expect(after.hold?.replies ?? []).toHaveLength(all.length - some.length);
        },
      ),
    );
  });

  it('is not changed by a repeated reply or by a decision about another one', () => {
    const held = holdFor(lead, reply(1));
    expect(holdFor(held, reply(1))).toBe(held);
    expect(settleHold(held, new Set([reply(2).id]))).toBe(held);
    expect(settleHold(lead, new Set([reply(1).id]))).toBe(lead);
  });

  it('keeps the newest of very many replies, so that it never ends too early', () => {
    const held = Array.from({ length: 200 }, (_, n) => n).reduce(
      (known, n) => holdFor(known, reply(n)),
      lead,
    );
    expect(held.hold?.replies).toHaveLength(50);
    const eldest = new Set(Array.from({ length: 199 }, (_, n) => reply(n).id));
    expect(settleHold(held, eldest).hold?.replies).toEqual([reply(199).id]);
  });

  it('lasts until the later of two days', () => {
    const note = (at: string) => ({ at, because: 'absent' as const, reply: reply(1).id });
    const later = postponeTo(lead, note('2026-03-09T00:00:00.000Z'));
    expect(postponeTo(later, note('2026-03-02T00:00:00.000Z'))).toBe(later);
    expect(postponeTo(later, note('2026-04-01T00:00:00.000Z')).notBefore?.at).toBe(
      '2026-04-01T00:00:00.000Z',
    );
  });
});

it('a reply id contains its lead and its message', () => {
  expect(readReplyId(replyIdOf(lead.id, 'SM0-1'))).toEqual({ leadId: lead.id, messageId: 'SM0-1' });
});

it('a hold with a reason of a newer version is read and kept unchanged', () => {
  const held = holdFor(lead, reply(1));
  const stored = {
    ...held,
    hold: { ...held.hold, reason: 'a_newer_reason' },
    notBefore: { at: reply(2).receivedAt, because: 'a_newer_cause', reply: reply(1).id },
  };
  expect(asStored(storedForm(leadSchema).parse(stored))).toEqual(stored);
  const waiting = {
    id: 'ses-1',
    receivedAt: reply(1).receivedAt,
    kind: 'reply',
    evidence: 'words',
    subject: '',
    text: '',
    channel: 'email',
    workspace: 'acme',
    leadId: lead.id,
    version: 1,
    hold: { reason: 'a_newer_reason', alsoHeld: [] },
    decision: { decision: 'a_newer_decision', by: 'ann', at: reply(2).receivedAt },
  };
  expect(asStored(storedForm(replySchema).parse(waiting))).toEqual(waiting);
});
