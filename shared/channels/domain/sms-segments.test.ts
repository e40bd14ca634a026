import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smsSize } from './sms-segments.ts';

describe('smsSize', () => {
  it.each<[string, string, string, number]>([
    ['nothing', '', 'GSM-7', 1],
    ['a whole segment', 'a'.repeat(160), 'GSM-7', 1],
    ['one character more', 'a'.repeat(161), 'GSM-7', 2],
    ['two whole parts', 'a'.repeat(306), 'GSM-7', 2],
    ['one more than two parts', 'a'.repeat(307), 'GSM-7', 3],
    ['a sign that takes two places', `${'a'.repeat(159)}€`, 'GSM-7', 2],
    ['a sign of two places that would be cut', `${'a'.repeat(152)}€${'a'.repeat(151)}`, 'GSM-7', 2],
    ['the same one place further', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['letters of GSM beyond ASCII', 'Grüße à Øresund, ¿qué?', 'GSM-7', 1],
    ['a letter outside of GSM', `${'a'.repeat(69)}ç`, 'UCS-2', 1],
    ['a letter outside of GSM in a longer text', `${'a'.repeat(70)}ç`, 'UCS-2', 2],
    ['an emoji, two units', `${'a'.repeat(68)}🙂`, 'UCS-2', 1],
    ['an emoji that would be cut', `${'a'.repeat(66)}🙂${'a'.repeat(66)}`, 'UCS-2', 3],
  ])('%s', (_, text, encoding, segments) => {
    expect(smsSize(text)).toEqual({ encoding, segments });
  });

  it('never decreases when a text grows, and always has room for all its units', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 700, unit: 'binary' }), fc.string({ maxLength: 50 }), (a, b) => {
        const { segments, encoding } = smsSize(a + b);
        expect(segments).toBeGreaterThanOrEqual(smsSize(a).segments);
        const single = encoding === 'GSM-7' ? 160 : 70;
        expect(segments).toBeGreaterThanOrEqual(Math.ceil((a + b).length / single));
      }),
    );
  });
});
