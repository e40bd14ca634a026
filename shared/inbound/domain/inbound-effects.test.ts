import { describe, expect, it } from 'vitest';
import { REPLY_CLASSES } from '../../mail/contract/reply-class.ts';
import { INBOUND_KINDS } from '../../mail/domain/inbound-kind.ts';
import { effectOf, INBOUND_RULES } from './inbound-effects.ts';

const BOTH = [true, false];
const READINGS = INBOUND_KINDS.flatMap((kind) =>
  BOTH.flatMap((byMachine) =>
    BOTH.flatMap((possibleOptOut) =>
      REPLY_CLASSES.map((said) => ({ kind, byMachine, possibleOptOut, class: said })),
    ),
  ),
);

describe('the effect of an incoming mail on its author', () => {
  it.each([
    ['a certain opt-out', { kind: 'unsubscribe_request' }, { suppress: 'unsubscribe', tellLedger: true }],
    ['a complaint', { kind: 'complaint' }, { suppress: 'complaint', tellLedger: true }],
    ['an answer', { kind: 'reply' }, { hold: 'reply', tellLedger: true }],
    [
      'an answer that may ask to stop',
      { kind: 'reply', possibleOptOut: true },
      { hold: 'possible_opt_out', tellLedger: true },
    ],
    ['an absence, by its headers', { kind: 'out_of_office', byMachine: true }, { wait: true }],
    ['an absence, by its words', { kind: 'out_of_office', byMachine: false }, { hold: 'absence_by_words' }],
    ['a machine', { kind: 'auto_reply', byMachine: true }, {}],
    [
      'a filter that wants a proof',
      { kind: 'auto_reply', byMachine: true, class: 'challenge_response' },
      { hold: 'challenge' },
    ],
    [
      'a machine that says that somebody has left',
      { kind: 'out_of_office', byMachine: true, class: 'wrong_person' },
      { hold: 'wrong_person' },
    ],
    ['something like a machine', { kind: 'auto_reply' }, { hold: 'automatic_by_words' }],
    [
      'a note with words for stopping',
      { kind: 'out_of_office', byMachine: true, possibleOptOut: true },
      { hold: 'possible_opt_out' },
    ],
    ['what nobody can read', { kind: 'unreadable' }, { hold: 'unreadable' }],
  ] as const)('%s', (_, reading, effect) => {
    expect(effectOf(reading)).toEqual(effect);
  });

  it('is a hold or a suppression for every mail that a person may have written and for every possible opt-out', () => {
    for (const reading of READINGS.filter(({ kind }) => kind !== 'bounce')) {
      const { hold, suppress } = effectOf(reading);
      const mayBeAPerson = !reading.byMachine || reading.possibleOptOut || reading.kind === 'reply';
      if (mayBeAPerson) expect(hold ?? suppress, JSON.stringify(reading)).toBeDefined();
    }
  });

  it('is never weaker for what the message seems to say', () => {
    for (const reading of READINGS) {
      const without = effectOf({ ...reading, class: undefined });
      const { hold, suppress, tellLedger } = effectOf(reading);
      expect(suppress).toBe(without.suppress);
      expect(tellLedger).toBe(without.tellLedger);
      if (without.hold) expect(hold, JSON.stringify(reading)).toBe(without.hold);
    }
  });

  it('is a suppression only for a complaint or a certain opt-out', () => {
    const suppressing = READINGS.filter((reading) => effectOf(reading).suppress);
    expect([...new Set(suppressing.map(({ kind }) => kind))].toSorted()).toEqual([
      'complaint',
      'unsubscribe_request',
    ]);
  });

  it('is decided by rules of which none is unreachable', () => {
    const used = new Set(READINGS.map((reading) => JSON.stringify(effectOf(reading))));
    for (const { effect } of INBOUND_RULES) expect(used).toContain(JSON.stringify(effect));
  });
});
