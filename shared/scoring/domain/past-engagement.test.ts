import { describe, expect, it } from 'vitest';
import { sendSchema } from '../../sending/domain/send.ts';
import { contactFactsOf } from './contact-facts.ts';
import { scoreEngagement } from './engagement.ts';
import { NO_ENGAGEMENT, pastEngagement } from './past-engagement.ts';

const AS_OF = new Date('2026-03-01T00:00:00.000Z');
const CONTACT = contactFactsOf({ address: 'ada@works.example', roleAddress: false, neverMail: false });
const at = (day: string): string => `2026-${day}T10:00:00.000Z`;
const send = (step: number, told: object) =>
  sendSchema.parse({
    workspace: 'acme',
    missionId: `m_${'0'.repeat(26)}`,
    cohort: 'c1',
    leadId: `l_${'0'.repeat(20)}`,
    step,
    version: 2,
    variant: 'A',
    state: 'delivered',
    subject: '',
    contentHash: '',
    approvalId: '',
    domain: '',
    claimedAt: at('01-01'),
    ...told,
  });

describe('past engagement of a lead', () => {
  const sends = [
    send(1, { openedAt: at('01-02'), clickedAt: at('01-03'), machineOpenedAt: at('02-20') }),
    send(2, { openedAt: at('01-09'), repliedAt: at('01-10') }),
    send(3, { machineOpenedAt: at('02-25') }),
  ];

  it('is counted by message, without opens and clicks by machines', () => {
    expect(pastEngagement(sends, AS_OF)).toEqual({ opens: 2, clicks: 1, replies: 1 });
  });

  it('excludes what happened after the as-of day', () => {
    expect(pastEngagement(sends, new Date('2026-01-05'))).toMatchObject({ opens: 1, clicks: 1, replies: 0 });
    expect(pastEngagement(sends, new Date('2026-01-01'))).toEqual(NO_ENGAGEMENT);
  });

  it('raises the score, and leaves it unchanged when there is none', () => {
    const score = (past: typeof NO_ENGAGEMENT) =>
      scoreEngagement({ ...past, consent: 'unknown' }, CONTACT, AS_OF).score;
    expect(score(pastEngagement(sends, AS_OF))).toBeGreaterThan(score(NO_ENGAGEMENT));
    expect(score(pastEngagement([], AS_OF))).toBe(score(NO_ENGAGEMENT));
  });
});
