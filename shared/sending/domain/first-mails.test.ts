import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { addMs, HOUR } from '../../kernel/clock.ts';
import { emptyLedger } from './cohort-ledger.ts';
import { firstMails } from './first-mails.ts';
import type { Send } from './send.ts';

const AT = '2026-03-02T10:00:00.000Z';
const NOW = new Date(AT);

/** A ledger of one message for each lead. */
const seenIn = (changes: readonly Partial<Send>[], now = NOW, since?: string) => {
  const sends = changes.map((change, n) =>
    sampleSend({ leadId: `l_${n}`, step: 1, state: 'claimed', claimedAt: AT, ...change }),
  );
  return firstMails(emptyLedger({ workspace: 'acme', missionId: 'm', cohort: 'c' }, sends), now, since);
};

describe('the first e-mails of a cohort', () => {
  it('are settled when their end is known, or when nothing was heard for long', () => {
    const sends: Partial<Send>[] = [
      { state: 'sent', sentAt: AT },
      { state: 'delivered', sentAt: AT, deliveredAt: AT },
      { state: 'bounced', sentAt: AT, bouncedAt: AT, bounce: { permanent: true, diagnostic: '550' } },
    ];
    expect(seenIn(sends)).toEqual({ sent: 3, settled: 2, bounced: 1, inFlight: 1, withoutMail: 0 });
    expect(seenIn(sends, addMs(NOW, 4 * HOUR))).toMatchObject({ settled: 3, inFlight: 0 });
  });

  it('do not count leads to whom a provider that was away took nothing: they are tried again', () => {
    expect(seenIn([{ state: 'released', releasedReason: '503' }, { state: 'claimed' }])).toEqual({
      sent: 0,
      settled: 0,
      bounced: 0,
      inFlight: 1,
      withoutMail: 0,
    });
  });

  it('count leads who get none: a text instead, or an address that is refused', () => {
    expect(
      seenIn([
        { channel: 'sms', state: 'sent', sentAt: AT },
        { state: 'rejected', rejectedReason: 'No.' },
      ]),
    ).toMatchObject({ sent: 0, withoutMail: 2 });
  });

  it('count from an instant on', () => {
    const later = addMs(NOW, HOUR).toISOString();
    const sends: Partial<Send>[] = [
      { state: 'delivered', deliveredAt: AT },
      { state: 'delivered', claimedAt: later, deliveredAt: later },
    ];
    expect(seenIn(sends, NOW, later)).toMatchObject({ sent: 1, settled: 1, withoutMail: 0 });
  });
});
