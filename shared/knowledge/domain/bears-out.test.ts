import { expect, it } from 'vitest';
import { bearsOut } from './bears-out.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const PASSAGE =
  'An article can be returned within 30 days of delivery. Shipping is free above 50 euros. We guarantee the repair for two years.';
const REPAIR = 'We repair every record player within 14 days.';

it.each([
  [PASSAGE, 'An article can be returned within 30 days of delivery.'],
  [PASSAGE, 'Shipping is free above 50 euros.'],
  [`Hello.\n${REPAIR.replace('record ', 'record\n')}\nNeedles are at hand.`, REPAIR],
  ['The shop’s repairs take 14\u00a0days!', "The shop's repairs take 14 days!"],
  ['Free until 31 December 2026 for members.', 'Free until 31 December 2026 for members.'],
  ['We have repaired players since 3 May 1990.', 'We have repaired players since 3 May 1990.'],
  ['The shop may repair the player in 14 days.', 'The shop may repair the player in 14 days.'],
])('a passage bears out a whole sentence of it: %s', (passage, sentence) =>
  expect(bearsOut(passage, sentence, NOW)).toBe(true),
);

it.each([
  ['another number', 'An article can be returned within 60 days of delivery.'],
  ['a part of a number', 'An article can be returned within 3 days of delivery.'],
  ['another unit', 'An article can be returned within 30 months of delivery.'],
  ['another currency', 'Shipping is free above 50 pounds.'],
  ['a sign', 'Shipping is free above -50 euros.'],
  ['a word that turns it round', 'Shipping is free below 50 euros.'],
  ['less than its condition', 'Shipping is free.'],
  ['a number of another sentence', 'Shipping is free within 30 days of delivery.'],
  ['a promise that is not there', 'We guarantee free shipping.'],
  ['the opposite', 'An article cannot be returned within 30 days of delivery.'],
  ['words that say nothing by themselves', 'It is guaranteed.'],
  ['what the passage does not speak of', 'Our team answers on Sundays.'],
])('and not %s', (_, sentence) => expect(bearsOut(PASSAGE, sentence, NOW)).toBe(false));

it.each([
  ['is a part of another', `Unlike others, ${REPAIR}`],
  ['is denied', `It is untrue that\n${REPAIR}`],
  ['is denied by the next', `${REPAIR} This is not so for needles.`],
  ['holds under a condition', `${REPAIR.slice(0, -1)} if you are a member.`],
  ['holds under a condition in the next', `${REPAIR}\n\nThis holds for members.`],
  ['holds under a condition in brackets', `${REPAIR} (Members.)`],
  ['holds under a condition in a note', `${REPAIR}* Be a member.`],
  ['has an exception', `${REPAIR} Players with a radio are excluded.`],
  ['is limited by the one before', `The following is for members. ${REPAIR}`],
  ['is said by somebody else', `Ann wrote: “It was good. ${REPAIR} I was glad.”`],
  ['is said in a list', `Members have this:\n- A needle.\n- ${REPAIR}`],
  ['is said in a list with numbers', `Members have this:\n1. A needle.\n2. ${REPAIR}`],
  ['is said in a table', `${REPAIR} | gold members`],
  ['stands behind a short form', `As said by Mr. ${REPAIR}`],
  ['is asked', `${REPAIR.slice(0, -1)}?`],
])('no sentence that %s', (_, passage) => expect(bearsOut(passage, REPAIR, NOW)).toBe(false));

it.each([
  'Shipping is free until 28 November 2026.',
  'Shipping is free until 2026-11-28.',
  'Shipping is free until 28.11.2026.',
  'Shipping is free until November 28th, 2026.',
  'Shipping is free until October 2026.',
  'Shipping is free until 2025.',
  'Shipping is free until 31 December.',
  'Shipping is free in December.',
  'Shipping is free until tomorrow.',
  'Shipping is free this week.',
])('nor one about a day that is over, or that nobody can tell: %s', (sentence) =>
  expect(bearsOut(sentence, sentence, NOW)).toBe(false),
);
