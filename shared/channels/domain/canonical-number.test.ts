import { describe, expect, it } from 'vitest';
import { canonicalNumber } from './canonical-number.ts';

describe('one telephone in two spellings', () => {
  it.each([
    ['Mexico', '+525512345678', '+5215512345678'],
    ['Mexico, Monterrey', '+528112345678', '+5218112345678'],
    ['Argentina', '+541123456789', '+5491123456789'],
    ['Argentina, Córdoba', '+543514567890', '+5493514567890'],
    ['Brazil', '+5511987654321', '+551187654321'],
    ['Brazil, Salvador', '+5571991234567', '+557191234567'],
  ])('%s: %s is %s', (_, a, b) => {
    expect(canonicalNumber(a)).toBe(canonicalNumber(b));
  });

  it.each([
    ['two Mexicans', '+525512345678', '+525512345679'],
    ['a landline in São Paulo has no ninth digit', '+551132345678', '+5511932345678'],
    ['another country', '+15512345678', '+525512345678'],
    ['another area', '+5511987654321', '+5521987654321'],
  ])('keeps apart: %s', (_, a, b) => {
    expect(canonicalNumber(a)).not.toBe(canonicalNumber(b));
  });

  it('changes no other number and no number that is already canonical', () => {
    for (const phone of [
      '+4915228817386',
      '+15005550006',
      '+525512345678',
      '+5511987654321',
      '+541123456789',
    ])
      expect(canonicalNumber(phone)).toBe(phone);
    expect(canonicalNumber(canonicalNumber('+5215512345678'))).toBe(canonicalNumber('+5215512345678'));
  });
});
