import { describe, expect, it } from 'vitest';
import { INBOUND_KINDS } from '../../mail/domain/inbound-kind.ts';
import { effectOf, INBOUND_RULES } from './inbound-effects.ts';

const BOTH = [true, false];
const READINGS = INBOUND_KINDS.flatMap((kind) =>
  BOTH.flatMap((byMachine) => BOTH.map((possibleOptOut) => ({ kind, byMachine, possibleOptOut }))),
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
