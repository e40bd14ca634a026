import { describe, expect, it } from 'vitest';
import { missingOf } from './missing-of.ts';

describe('missingOf', () => {
  it('names once what is missing, wrong or not known, and not what is there', () => {
    expect(
      missingOf([
        { purpose: 'SPF', state: 'missing' },
        { purpose: 'DKIM', state: 'missing' },
        { purpose: 'DKIM', state: 'missing' },
        { purpose: 'DMARC policy', state: 'conflict' },
        { purpose: 'takes replies', state: 'kept' },
        { purpose: 'proves the domain', state: 'present' },
        { purpose: 'takes answers', state: 'unknown' },
      ]),
    ).toEqual(['SPF', 'DKIM', 'DMARC policy', 'takes answers']);
  });
});
