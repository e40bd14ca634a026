import { describe, expect, it } from 'vitest';
import { leadFunnel, messageFunnel, remaining } from './funnel.ts';

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
      ['- In touch lately', 42],
      ['- Must not be contacted', 7],
      ['- Address of a role, such as info@', 2],
      ['In question', 242],
      ['Held out', 25],
      ['Selected', 217],
      ['Written to', 210],
    ]);
    expect(leadFunnel({ leads: 1, selected: 1, holdout: 0, excluded: {} }).at(-1)?.label).toBe('Selected');
  });

  it('names the reasons of blocked messages, the largest first, and only ends that happened', () => {
    const labels = messageFunnel(counts, true).map(({ label }) => label);
    expect(labels.slice(0, 4)).toEqual([
      'Drafted',
      'Approved',
      'Their reply waits for a decision',
      'Already bought',
    ]);
    expect(labels).toContain('Bounced');
    expect(labels).not.toContain('Complained');
    expect(messageFunnel(counts, true).find(({ label }) => label === 'Opened')?.of).toEqual({
      value: 70,
      name: 'delivered',
    });
  });

  it.each([
    ['all are accounted for', {}, 0],
    ['some were not needed any more', { sent: 70 }, 10],
    ['one has an unknown end, one was refused', { sent: 70, unknown: 1, rejected: 1 }, 8],
    ['what was never drafted was never approved', { blockedBy: { DRAFT_BLOCKED: 10 }, sent: 70 }, 20],
    ['nothing is approved yet', { approved: 0, sent: 0, blocked: 0, blockedBy: {} }, 0],
  ])('has each approved message in one place: %s', (_, change, rest) => {
    const now = { ...counts, ...change };
    expect(remaining(now)).toBe(rest);
    const rows = messageFunnel(
      { ...now, rejectedFor: now.rejected > 0 ? { refused: now.rejected } : {} },
      false,
    );
    const toCome = rows.find(({ label }) => label === 'Still to come');
    expect(toCome?.value ?? 0).toBe(rest);
    const at = rows.findIndex(({ label }) => label === 'Sent');
    const below = rows.slice(2, at + 1).filter(({ label }) => label !== 'Could not be drafted');
    expect(below.reduce((sum, { value }) => sum + value, 0)).toBe(now.approved);
  });
});
