import { describe, expect, it } from 'vitest';
import { leadFunnel, messageFunnel } from './funnel.ts';

const counts = {
  drafted: 100,
  approved: 90,
  sent: 80,
  delivered: 70,
  bounced: 10,
  complained: 0,
  opened: 40,
  clicked: 5,
  replied: 4,
  unsubscribed: 0,
  booked: 1,
  blocked: 10,
  unknown: 0,
  blockedBy: { ALREADY_BOUGHT: 3, HELD: 7 },
  rejected: 0,
  rejectedFor: {},
};

describe('the funnel of a mission', () => {
  it('has every lead in one place: left out, held out or selected', () => {
    const excluded = { ACTIVE: 42, SUPPRESSED: 7, ROLE_ADDRESS: 2 };
    const rows = leadFunnel({ leads: 293, selected: 217, holdout: 25, excluded }, 210);
    expect(rows.map(({ label, value, part }) => [part ? `- ${label}` : label, value])).toEqual([
      ['Looked at', 293],
      ['Left out', 51],
      ['- Active', 42],
      ['- Suppressed', 7],
      ['- Role address', 2],
      ['Held out', 25],
      ['Selected', 217],
      ['Written to', 210],
    ]);
    expect(leadFunnel({ leads: 1, selected: 1, holdout: 0, excluded: {} }).at(-1)?.label).toBe('Selected');
  });

  it('names the reasons of blocked messages, the largest first, and only ends that happened', () => {
    const labels = messageFunnel(counts).map(({ label }) => label);
    expect(labels.slice(0, 4)).toEqual(['Drafted', 'Blocked', 'Held', 'Already bought']);
    expect(labels).toContain('Bounced');
    expect(labels).not.toContain('Complained');
    expect(messageFunnel(counts).find(({ label }) => label === 'Opened')?.of).toEqual({
      value: 70,
      name: 'delivered',
    });
  });
});
