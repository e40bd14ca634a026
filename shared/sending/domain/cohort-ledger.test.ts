import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import {
  claimEntry,
  emptyLedger,
  erasureEntry,
  factsEntry,
  freeOf,
  type LedgerEntry,
  type MessageFact,
  nameOf,
  withEntries,
} from './cohort-ledger.ts';
import { FEEDBACK_KINDS, type Feedback, type Send } from './send.ts';

const AT = '2026-03-02T10:00:00.000Z';
const minute = (n: number): string => new Date(Date.parse(AT) + n * 60_000).toISOString();
const send = (step: number, change: Partial<Send> = {}): Send =>
  sampleSend({ step, state: 'claimed', claimedAt: AT, ...change });
const EMPTY = emptyLedger({ workspace: 'acme', missionId: send(1).missionId, cohort: send(1).cohort });

function feedback(kind: (typeof FEEDBACK_KINDS)[number], at: string): Feedback {
  switch (kind) {
    case 'sent':
    case 'delivered':
      return { kind, at, providerMessageId: 'ses-1' };
    case 'assigned':
      return { kind, at, until: minute(1_000) };
    case 'rejected':
    case 'released':
    case 'unheard':
    case 'unknown':
      return { kind, at, reason: 'because' };
    case 'bounced':
      return { kind, at, permanent: true, diagnostic: '550 5.1.1' };
    case 'deferred':
      return { kind, at, bySender: true, reason: 'SpamDetected' };
    case 'opened':
    case 'clicked':
      return { kind, at, signs: ['gmail_proxy'], link: 'abc123' };
    case 'judged':
      return { kind, at, judgedBy: 7 };
    default:
      return { kind, at };
  }
}
const fact = (of: Send, kind: (typeof FEEDBACK_KINDS)[number], n = 1): MessageFact => ({
  ref: of,
  feedback: feedback(kind, minute(n)),
});

describe('the ledger of a cohort', () => {
  it('gives back every kind of claim as it was made', () => {
    const claims: [Send, ...Send[]] = [
      send(1),
      send(2, { channel: 'sms', channelReason: 'no answer by mail', segments: 2, subject: '' }),
      send(3, { state: 'rejected', rejectedReason: 'The mail cannot be built.' }),
    ];
    const ledger = withEntries(EMPTY, [claimEntry(EMPTY, claims, 1)]);
    expect([...ledger.sends.values()]).toEqual(claims);
    const dry = claims.map((each) =>
      each.state === 'claimed' ? { ...each, state: 'dry_run' as const } : each,
    );
    const [first, ...others] = dry;
    if (!first) throw new Error('There are three.');
    expect([...withEntries(EMPTY, [claimEntry(EMPTY, [first, ...others], 1)]).sends.values()]).toEqual(dry);
  });

  it.each(FEEDBACK_KINDS)('gives back a fact of the kind %s as it was told', (kind) => {
    const claimed = withEntries(EMPTY, [claimEntry(EMPTY, [send(1)], 1)]);
    const facts = [fact(send(1), kind, 1), fact(send(1), 'replied', 5)];
    const told = withEntries(claimed, [factsEntry(claimed, 'told', facts)]);
    const one = factsEntry(claimed, 'told', facts.slice(0, 1));
    const again = withEntries(withEntries(claimed, [one]), [
      { ...one, n: 2 },
      { ...factsEntry(claimed, 'told', facts.slice(1)), n: 3 },
    ]);
    expect(again.sends).toEqual(told.sends);
    expect(told.sends.get(nameOf(send(1)))?.repliedAt).toBe(minute(kind === 'replied' ? 1 : 5));
  });

  it('frees a message only while nobody has it, or after it was let go of', () => {
    const claimed = withEntries(EMPTY, [claimEntry(EMPTY, [send(1)], 1)]);
    expect(freeOf(claimed, [send(1), send(2)])).toEqual([send(2)]);
    const released = withEntries(claimed, [factsEntry(claimed, 'worked', [fact(send(1), 'released')])]);
    expect(freeOf(released, [send(1)])).toEqual([send(1)]);
    const again = withEntries(released, [claimEntry(released, [send(1, { claimedAt: minute(9) })], 2)]);
    expect(again.sends.get(nameOf(send(1)))).toEqual(send(1, { claimedAt: minute(9) }));
    expect(freeOf(again, [send(1)])).toEqual([]);
  });

  it('is told of earlier messages by the entry that claims the next ones, as by one of its own', () => {
    const first = withEntries(EMPTY, [claimEntry(EMPTY, [send(1)], 1)]);
    const facts = [fact(send(1), 'released', 2)];
    const next = send(2, { claimedAt: minute(3) });
    const together = withEntries(first, [claimEntry(first, [next], 1, facts)]);
    const settled = withEntries(first, [factsEntry(first, 'worked', facts)]);
    const apart = withEntries(settled, [claimEntry(settled, [next], 1)]);
    expect([...together.sends]).toEqual([...apart.sends]);
    // A message that was let go of may be claimed by the very entry that says so.
    const again = send(1, { claimedAt: minute(3) });
    expect(withEntries(first, [claimEntry(first, [again], 1, facts)]).sends.get(nameOf(again))).toEqual(
      again,
    );
  });

  it('does not take for known what was told of a claim that it has yet to read', () => {
    const claim = claimEntry(EMPTY, [send(1)], 1);
    const claimed = withEntries(EMPTY, [claim]);
    const told = factsEntry(claimed, 'told', [fact(send(1), 'delivered')]);
    const early = withEntries(EMPTY, [told]);
    expect(early).toEqual(EMPTY);
    const [known] = withEntries(early, [told, claim]).sends.values();
    expect(known).toMatchObject({ state: 'delivered' });
  });

  it('stops at a gap: what is behind it is not known yet', () => {
    const first = claimEntry(EMPTY, [send(1)], 1);
    const third = { ...claimEntry(EMPTY, [send(3)], 1), n: 3 };
    expect(withEntries(EMPTY, [third, first]).entries).toEqual({ worked: 1, told: 0 });
    expect(withEntries(EMPTY, [third])).toBe(EMPTY);
  });

  it('says which of its entries tells last of an erasure, and is else as it was', () => {
    const claimed = withEntries(EMPTY, [claimEntry(EMPTY, [send(1)], 1)]);
    expect(claimed.erased).toBe(0);
    const once = withEntries(claimed, [erasureEntry(0, new Date(AT))]);
    expect(once).toEqual({ ...claimed, entries: { worked: 1, told: 1 }, erased: 1 });
    const told = withEntries(once, [factsEntry(once, 'told', [fact(send(1), 'delivered')])]);
    expect(told.erased).toBe(1);
    expect(withEntries(told, [erasureEntry(2, new Date(AT))]).erased).toBe(3);
  });

  it('reads messages of before, which are records of their own, and what is told of them since', () => {
    const old = send(1, { state: 'sent', sentAt: AT });
    const before = emptyLedger(EMPTY.ref, [old]);
    expect(freeOf(before, [old])).toEqual([]);
    const told = withEntries(before, [factsEntry(before, 'told', [fact(old, 'opened')])]);
    expect(told.sends.get(nameOf(old))).toMatchObject({ ...old, openedAt: minute(1) });
  });

  it('leaves a fact out that only a newer version knows, and one of a message that is not there', () => {
    const claimed = withEntries(EMPTY, [claimEntry(EMPTY, [send(1)], 1)]);
    const entry: LedgerEntry = {
      kind: 'told',
      n: 1,
      at: AT,
      facts: [
        { of: '1.0', kind: 'framed' as never },
        { of: 'l_nobody#1', kind: 'opened' },
      ],
    };
    expect(withEntries(claimed, [entry]).sends).toEqual(claimed.sends);
  });

  it('comes to the same however its entries are read: at once, or a few at a time', () => {
    const kinds = fc.constantFrom(
      ...FEEDBACK_KINDS.filter((kind) => kind !== 'released' && kind !== 'unheard'),
    );
    const told = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), kinds, fc.integer({ min: 0, max: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.boolean()), (facts, coins) => {
        const worked = [1, 2, 3].map((step) => ({ ...claimEntry(EMPTY, [send(step)], 1), n: step }));
        const entries = facts.map(([step, kind, at], i) => ({
          ...factsEntry(withEntries(EMPTY, worked), 'told', [fact(send(step), kind, at)]),
          n: i + 1,
        }));
        const atOnce = withEntries(EMPTY, [...worked, ...entries]);
        let some = withEntries(EMPTY, worked);
        let read: LedgerEntry[] = [];
        for (const entry of entries) {
          read = [...read, entry];
          if (coins.next().value) some = withEntries(some, read);
        }
        expect(withEntries(some, read)).toEqual(atOnce);
      }),
    );
  });
});
