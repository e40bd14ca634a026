import { expect, it } from 'vitest';
import { bearsOut } from './bears-out.ts';

const PASSAGE =
  'An article can be returned within 30 days of delivery. Shipping is free above 50 euros. We guarantee the repair for two years.';

it.each([
  'An article can be returned within 30 days.',
  'You can return an article within 30 days of delivery.',
  'Shipping is free above 50 euros.',
])('a passage bears out what one of its sentences says: %s', (sentence) =>
  expect(bearsOut(PASSAGE, sentence)).toBe(true),
);

it.each([
  ['another number', 'An article can be returned within 60 days.'],
  ['a number of another sentence', 'Shipping is free within 30 days of delivery.'],
  ['a promise that is not there', 'We guarantee free shipping.'],
  ['something else with the same number', 'Our 30 shops open late on delivery.'],
  ['the opposite', 'An article cannot be returned within 30 days of delivery.'],
  ['words that say nothing by themselves', 'It is guaranteed.'],
  ['what the passage does not speak of', 'Our team answers on Sundays.'],
])('and not %s', (_, sentence) => expect(bearsOut(PASSAGE, sentence)).toBe(false));
