import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { free, lead, now, settings } from '../../../test/support/send-context.ts';
import { addMs, DAY, HOUR, MINUTE, utcDay } from '../../kernel/clock.ts';
import type { SendContext } from './guards/guard.ts';
import { type LeadView, needsLead, nextAct } from './next-act.ts';
import { dueAtSendHour } from './send-time.ts';

const view = (change: Partial<LeadView> = {}, context: Partial<SendContext> = {}): LeadView => ({
  drafted: { leadId: lead.id, variant: 'A', messages: [] },
  lead,
  sends: [],
  delaysDays: [0, 3],
  firstDueAt: now,
  now,
  dueAtSendHour: (_lead, _step, dueAt) => dueAt,
  contextOf: (_lead, step, dueAt) => ({ ...free, step, dueAt, ...context }),
  ...change,
});
const claimed = (minutesAgo: number) =>
  sampleSend({ state: 'claimed', claimedAt: addMs(now, -minutesAgo * MINUTE).toISOString() });

describe('the next act for a lead', () => {
  it('is to send a due message without an obstacle', () => {
    expect(nextAct(view())).toEqual({ act: 'send', step: 1, context: { ...free, step: 1, dueAt: now } });
  });

  it('is none after the end of the sequence', () => {
    const sends = [sampleSend({ repliedAt: now.toISOString() })];
    expect(nextAct(view({ sends }))).toEqual({ act: 'none', because: 'REPLIED' });
  });

  it('is to wait for a claim, and to settle it as unknown after its time', () => {
    expect(nextAct(view({ sends: [claimed(14)] }))).toEqual({
      act: 'look-again',
      at: addMs(now, MINUTE),
      because: 'SETTLING',
    });
    const over = claimed(15);
    expect(nextAct(view({ sends: [over] }))).toEqual({ act: 'settle-unknown', send: over });
  });

  it('is to block the rest of the sequence when the lead is gone', () => {
    expect(nextAct(view({ lead: undefined }))).toEqual({ act: 'block', code: 'LEAD_GONE', step: 1 });
  });

  it.each([
    ['nothing was sent', [], true],
    ['the last message was sent', [sampleSend({ step: 2, sentAt: now.toISOString() })], false],
    ['a reply ended it', [sampleSend({ repliedAt: now.toISOString() })], false],
    ['a claim settles', [claimed(14)], false],
    ['a claim is over', [claimed(15)], false],
    ['the next message is due another day', [sampleSend({ sentAt: now.toISOString() })], false],
    ['the next message is due', [sampleSend({ sentAt: addMs(now, -3 * DAY).toISOString() })], true],
  ])('is known from the ledger or needs the lead: %s', (_what, sends, needed) => {
    const asked = view({ sends });
    expect(needsLead(asked, {})).toBe(needed);
    // Whoever is not read is treated no other way than whoever is.
    if (!needed) expect(nextAct({ ...asked, lead: undefined })).toEqual(nextAct(asked));
  });

  it('needs the lead where an hour of the day was chosen, for it is the hour where they live', () => {
    const sends = [sampleSend({ sentAt: now.toISOString() })];
    const cohort = { sendHours: [null, 9] };
    expect(needsLead(view({ sends }), cohort)).toBe(true);
    const acts = ['Asia/Tokyo', 'America/Chicago'].map((timeZone) =>
      nextAct(
        view({
          sends,
          lead: { ...lead, profile: { ...lead.profile, timeZone } },
          dueAtSendHour: dueAtSendHour(cohort, 'UTC'),
        }),
      ),
    );
    expect(acts[0]).not.toEqual(acts[1]);
  });

  it('is to wait, without building the message, until its hour', () => {
    const at = addMs(now, HOUR);
    const contextOf = (): SendContext => {
      throw new Error('built');
    };
    expect(nextAct(view({ dueAtSendHour: () => at, contextOf }))).toEqual({
      act: 'look-again',
      at,
      because: 'NOT_DUE',
    });
  });

  it('is to wait or block, as the first obstacle says', () => {
    expect(nextAct(view({}, { settings: { ...settings, paused: true } }))).toEqual({
      act: 'look-again',
      at: addMs(now, HOUR),
      because: 'PAUSED',
    });
    const optedOut = { ...lead, profile: { ...lead.profile, consent: 'opted_out' as const } };
    expect(nextAct(view({}, { lead: optedOut }))).toEqual({ act: 'block', code: 'NO_CONSENT', step: 1 });
  });

  it('is to wait for the next day until the quiet hours of the lead are over', () => {
    const spent = { left: { ...free.left, domain: 0 } };
    const midnight = addMs(new Date(`${utcDay(now)}T00:00:00.000Z`), DAY);
    const act = nextAct(view({}, spent));
    expect(act).toMatchObject({ act: 'look-again', because: 'WARMUP_CAP' });
    const { startHour } = settings.sendWindow;
    expect(act).toHaveProperty('at', addMs(midnight, startHour * HOUR));
    const always = { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const atOnce = nextAct(view({}, { ...spent, settings: { ...settings, sendWindow: always } }));
    expect(atOnce).toHaveProperty('at', midnight);
  });

  it('names the holder of the contact lease, for the step that is due', () => {
    const lease = { holder: 'other', until: addMs(now, 5 * MINUTE).toISOString() };
    const leased = { ...lead, lease };
    const sends = [sampleSend({ sentAt: addMs(now, -4 * DAY).toISOString() })];
    expect(nextAct(view({ lead: leased, sends }, { lead: leased }))).toEqual({
      act: 'look-again',
      at: new Date(lease.until),
      because: 'CONTACT_LEASE',
      lost: { step: 2, to: lease },
    });
    const paused = { lead: leased, settings: { ...settings, paused: true } };
    expect(nextAct(view({ lead: leased }, paused))).toEqual({
      act: 'look-again',
      at: addMs(now, HOUR),
      because: 'PAUSED',
    });
  });
});
