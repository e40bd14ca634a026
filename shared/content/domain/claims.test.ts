import { describe, expect, it } from 'vitest';
import { uncitableClaims, unsupportedClaims } from './claims.ts';
import type { Facts } from './facts.ts';
import { VALUE_GAP } from './liquid.ts';

const CUSTOMER: Facts = {
  purchaseCount: { value: 2, source: { record: 'p_1', field: 'count' }, observedOn: '2026-01-01' },
};

const kinds = (words: string, facts: Facts = {}) => unsupportedClaims(words, facts).map(({ kind }) => kind);

describe('unsupportedClaims', () => {
  it.each([
    ['number', 'Join our 40 users.'],
    ['number', '２０ seats are left.'],
    ['percentage', 'Cut costs by ten percent.'],
    ['percentage', `Take ${VALUE_GAP}% off.`],
    ['price', 'It is only €.'],
    ['quantity', 'We serve thousands.'],
    ['discount', 'There is a discount for you.'],
    ['discount', 'Shipping is free.'],
    ['discount', 'It saves you money.'],
    ['discount', 'Buy one, get one.'],
    ['price', 'We have a special price for you.'],
    ['quantity', 'We have twenty shops.'],
    ['duration', 'We reply within an hour.'],
    ['duration', 'We have done this for six years.'],
    ['proof by others', 'Many companies use this.'],
    ['pressure', 'Only three spots left.'],
    ['engagement history', 'You visited our site.'],
    ['purchase history', 'You are one of our most loyal customers.'],
    ['purchase history', 'You used to order from us.'],
    ['guarantee', 'We guarantee a result.'],
    ['guarantee', 'It is risk-free.'],
    ['superlative', 'We are the best in town.'],
    ['superlative', 'An award-winning team.'],
    ['superlative', 'The #1 choice.'],
    ['proof by others', `We helped ${VALUE_GAP} grow.`],
    ['proof by others', 'Trusted by banks.'],
    ['proof by others', `More than ${VALUE_GAP} happy customers.`],
    ['pressure', 'This is your last chance.'],
    ['pressure', 'The offer expires soon.'],
    ['date', 'We spoke in May.'],
    ['date', 'See you on Tuesday.'],
    ['date', 'You wrote two years ago.'],
    ['purchase history', 'You bought from us.'],
    ['purchase history', 'Your last order went well.'],
    ['purchase history', 'You were a valued customer.'],
  ])('finds a claim of kind %s in "%s"', (kind, words) => {
    expect(kinds(words)).toContain(kind);
  });

  it.each([
    'Answer with a line or two.',
    'You may have moved on, and that is fine.',
    'I wish you all the best.',
    'Feel free to write.',
    'Are you free for a call?',
    'It makes a great deal of sense.',
    'It has been quiet for a while.',
    'We will find out often enough.',
    'Is there one thing we can do?',
    `${VALUE_GAP} is where to find us.`,
    'Nothing happens in the meantime; march on.',
  ])('lets ordinary speech pass: "%s"', (words) => {
    expect(kinds(words)).toEqual([]);
  });

  it.each([
    ['Returns are free within 30 days.', []],
    ['We guarantee delivery until 31 March.', []],
    ['Many companies use our 3 depots.', ['proof by others']],
    ['You bought from us at 20 %.', ['purchase history']],
    ['The offer of 20 % expires soon.', ['pressure']],
  ])('no document is proof of praise, pressure and what the reader did: "%s"', (words, left) => {
    expect(uncitableClaims(words, {}).map(({ kind }) => kind)).toEqual(left);
  });

  it('lets a template mention purchases when a fact proves them', () => {
    expect(kinds(`You bought from us ${VALUE_GAP} times.`, CUSTOMER)).toEqual([]);
  });
});
