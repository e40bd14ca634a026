import { expect, it } from 'vitest';
import { segmentSchema } from '../contract/segment.ts';
import { isIn, segmentText } from './segment.ts';

const ADA = { language: 'de-AT', attributes: { plan: 'free' }, since: '2026-02-01T00:00:00.000Z' };
const NOBODY = { language: undefined, attributes: {}, since: '2026-02-01T00:00:00.000Z' };

it.each([
  [{}, true, true],
  [{ languages: ['de'] }, true, false],
  [{ languages: ['en', 'de-AT'] }, true, false],
  [{ languages: ['de-DE'] }, false, false],
  [{ languages: ['d'.repeat(2)] }, false, false],
  [{ subscribedFrom: '2026-02-01T00:00:00.000Z' }, true, true],
  [{ subscribedBefore: '2026-02-01T00:00:00.000Z' }, false, false],
  [{ attributes: { plan: ['trial', 'free'] } }, true, false],
  [{ attributes: { plan: ['free'], city: ['Rome'] } }, false, false],
  [{ languages: ['de'], subscribedBefore: '2026-01-01T00:00:00.000Z' }, false, false],
] as const)('%j', (segment, ada, nobody) => {
  const read = segmentSchema.parse(segment);
  expect([isIn(read, ADA), isIn(read, NOBODY)]).toEqual([ada, nobody]);
});

it('refuses what it does not know, and says what it is', () => {
  expect(segmentSchema.safeParse({ city: ['Rome'] }).success).toBe(false);
  expect(segmentSchema.safeParse({ languages: ['German'] }).success).toBe(false);
  expect(segmentSchema.safeParse({ attributes: { '': ['x'] } }).success).toBe(false);
  const read = segmentSchema.parse({
    languages: ['de', 'en'],
    attributes: { plan: ['free', 'trial'], b: ['1'] },
  });
  expect(segmentText(read)).toBe('language de or en, b 1, plan free or trial');
  expect(segmentText({})).toBe('');
});
