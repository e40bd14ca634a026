import { describe, expect, it } from 'vitest';
import { mapped, nameOfField, saidOf } from './mapping.ts';

const MAIL = { header: 'Primary contact' };
const WON = { header: 'Won' };

describe('a mapping', () => {
  it('gives a column one meaning, and a field one column', () => {
    const first = mapped({}, MAIL, 'email');
    expect(first).toEqual({ email: 'Primary contact' });
    expect(mapped(first, MAIL, 'externalId')).toEqual({ externalId: 'Primary contact' });
    expect(mapped(first, WON, 'email')).toEqual({ email: 'Won' });
  });

  it('keeps columns beside each other, until they mean something', () => {
    const kept = mapped(mapped({}, MAIL, 'attributes'), WON, 'attributes');
    expect(kept).toEqual({ attributes: 'Primary contact|Won' });
    expect(mapped(kept, WON, 'outcome')).toEqual({ attributes: 'Primary contact', outcome: 'Won' });
    expect(mapped(mapped(kept, WON, undefined), MAIL, undefined)).toEqual({});
  });

  it('tells what a person has said of a column', () => {
    const mapping = { email: 'Primary contact', attributes: 'Won' };
    expect(saidOf(mapping, MAIL)).toBe('email');
    expect(saidOf(mapping, WON)).toBe('attributes');
    expect(saidOf(mapping, { header: 'Other' })).toBeUndefined();
  });
});

it('names fields in words', () => {
  expect(nameOfField('houseNumber')).toBe('House number');
  expect(nameOfField('email')).toBe('E-mail address');
});
