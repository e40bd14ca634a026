import { describe, expect, it } from 'vitest';
import { subjectsOf } from './subject.ts';

const MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';

describe('subjectsOf', () => {
  it('leads to what the evidence names', () => {
    const domain = [{ label: 'Domain', href: '/domains/mail.acme.example' }];
    expect(subjectsOf({ evidence: { domain: 'mail.acme.example' }, cause: 'domain-unproven' })).toEqual(
      domain,
    );
    expect(subjectsOf({ evidence: { now: 0.6 }, cause: 'reputation-drop mail.acme.example' })).toEqual(
      domain,
    );
  });

  it('finds the mission in the cause', () => {
    expect(subjectsOf({ evidence: {}, cause: `mission-failed:${MISSION}` })).toEqual([
      { label: 'Mission', href: `/missions/${MISSION}` },
    ]);
  });

  it('knows when an alert is about nothing that has a page', () => {
    expect(subjectsOf({ evidence: { rate: 0.2 }, cause: 'success-rate' })).toEqual([]);
  });
});
