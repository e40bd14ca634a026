import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadIdOf } from '../../kernel/ids.ts';
import { missionHashOf, readThreadToken, threadToken } from './thread-token.ts';

const thread = {
  workspace: 'acme',
  leadId: leadIdOf('acme', 'ann@shop.example'),
  missionHash: missionHashOf('m_01'),
  step: 3,
};

describe('thread token', () => {
  it('comes back as what it was made from, whatever the case a mail client made of it', () => {
    const token = threadToken('secret', thread);
    expect(readThreadToken('secret', token)).toEqual(thread);
    expect(readThreadToken('secret', token.toUpperCase())).toEqual(thread);
  });

  it('fits into the local part of an address behind "reply+", for the longest workspace id', () => {
    expect(
      `reply+${threadToken('secret', { ...thread, workspace: 'abcdefghijklmnop' })}`.length,
    ).toBeLessThanOrEqual(64);
  });

  it('refuses a change of any character, and another secret', () => {
    const token = threadToken('secret', thread);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
        (at, char) => {
          fc.pre(token[at] !== char);
          expect(readThreadToken('secret', token.slice(0, at) + char + token.slice(at + 1))).toBeUndefined();
        },
      ),
    );
    expect(readThreadToken('other', token)).toBeUndefined();
  });

  it('is nothing but itself: what stands around it makes it another one', () => {
    const token = threadToken('secret', thread);
    for (const around of [`+${token}`, `reply+${token}`, `${token}+x`, `${token}\n`, ` ${token}`, '']) {
      expect(readThreadToken('secret', around)).toBeUndefined();
    }
  });
});
