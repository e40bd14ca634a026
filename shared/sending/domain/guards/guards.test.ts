import { describe, expect, it } from 'vitest';
import {
  approval,
  citation,
  domain,
  free,
  heard,
  hold,
  iso,
  lead,
  mission,
  now,
  number,
  person,
  profile,
  released,
  riskedSoFar,
  settings,
  text,
} from '../../../../test/support/send-context.ts';
import { CHANNELS, type Channel } from '../../../channels/contract/channels.ts';
import { hearNumber } from '../../../channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../../content/domain/policy.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import type { SendContext } from './guard.ts';
import { allVerdicts, firstObstacle, GUARDS } from './guards.ts';

const heldText = (): Partial<SendContext> => {
  const sent = text({});
  return { ...sent, lead: { ...lead, ...sent.lead, hold: { ...hold, since: iso(-1) } } };
};
const BAD_DAYS = {
  tier: 'warming',
  warmup: { state: 'held', day: 3, cap: 36, on: '2026-01-04' },
} as const;
/** Each guard, seen to stand in the way. */
const CASES: readonly (readonly [code: string, verdict: 'wait' | 'block', change: Partial<SendContext>])[] = [
  ['MISSION_STOPPED', 'block', { mission: { ...mission, state: 'CANCELLED' } }],
  ['MISSION_STOPPED', 'wait', { mission: { ...mission, state: 'ESCALATED' } }],
  ['PAUSED', 'wait', { settings: { ...settings, paused: true } }],
  ['LIST_STOPPED', 'wait', released({ stopped: { at: iso(-1), explanation: 'It bounces.' } })],
  ['CONTACT_LEASE', 'wait', person({ lease: { holder: 'other', until: iso(1) } })],
  ['SUPPRESSED', 'block', person({ suppression: { reason: 'unsubscribe', at: iso(-1), source: 'x' } })],
  ['HELD', 'wait', person({ hold: { ...hold, since: iso(-1) } })],
  ['HELD', 'wait', person({ hold: { ...hold, since: iso(-24 * 300) } })],
  ['HELD', 'block', { ...person({ hold }), mission: { ...mission, createdAt: iso(-24 * 15) } }],
  ['HELD', 'wait', heldText()],
  ['MEETING_BOOKED', 'block', person({ meeting: { id: 'mt_1', bookedAt: mission.createdAt } })],
  ['NOT_BEFORE', 'wait', person({ notBefore: { at: iso(24), because: 'absent', reply: hold.replies[0] } })],
  [
    'NOT_BEFORE',
    'block',
    person({ notBefore: { at: iso(24 * 90), because: 'postponed', reply: hold.replies[0] } }),
  ],
  ['NO_CONSENT', 'block', profile({ consent: 'opted_out' })],
  [
    'NO_CONSENT',
    'block',
    { ...profile({ consent: 'unknown' }), settings: { ...settings, requireConsent: true } },
  ],
  ['ALREADY_BOUGHT', 'block', { lastOrderOn: '2026-01-03' }],
  ['NEVER_MAIL', 'block', profile({ neverMail: true })],
  ['DRAFT_BLOCKED', 'block', { draft: { blocked: 'MISSING_VARIABLE' } }],
  ['NOT_APPROVED', 'wait', { approval: { ...approval, state: 'pending' } }],
  ['NOT_APPROVED', 'block', { approval: { ...approval, state: 'rejected' } }],
  ['NOT_APPROVED', 'block', { content: { hash: 'another' } }],
  ['NOT_APPROVED', 'block', { content: { blocked: 'MISSING_VARIABLE' } }],
  ['NOT_APPROVED', 'block', { draftsBound: false }],
  ['NOT_APPROVED', 'block', { approval: { ...approval, policyVersion: POLICY_VERSION + 1 } }],
  ['EVIDENCE_GONE', 'wait', { cited: [{ ...citation, unsaid: 'It is gone.' }] }],
  ['NOT_DUE', 'wait', { dueAt: addMs(now, HOUR) }],
  ['CANARY', 'wait', { ...released({}), order: 1 }],
  ['FREQUENCY_CAP', 'wait', person({ contacted: [{ key: 'other', at: iso(-2) }] })],
  ['QUIET_HOURS', 'wait', profile({ timeZone: 'America/Los_Angeles' })],
  ['DOMAIN_UNHEALTHY', 'wait', { domain: undefined }],
  ['DOMAIN_UNHEALTHY', 'wait', domain({ ownership: { state: 'pending', challenge: 'c' } })],
  ['DOMAIN_UNHEALTHY', 'wait', domain({ status: 'paused' })],
  ['DOMAIN_UNHEALTHY', 'wait', domain({ reputation: 0.1 })],
  ['WARMING_DOMAIN', 'wait', domain(BAD_DAYS)],
  ['WARMUP_CAP', 'wait', { left: { ...free.left, domain: 0 } }],
  ['RISK_BUDGET', 'wait', riskedSoFar('all', { bounce: 7_900_000 })],
  ['RISK_BUDGET', 'wait', riskedSoFar('other', { complaint: 1_600_000 })],
  ['INBOX_CAP', 'wait', { left: { ...free.left, inbox: 0 } }],
  ['DAILY_BUDGET', 'wait', { left: { ...free.left, workspace: 0 } }],
  ['NO_ROUTE', 'block', text({ channel: 'linkedin' })],
  ['NO_ROUTE', 'block', text({ channel: 'whatsapp' }, { phone: '+14155550101' })],
  ['NO_ROUTE', 'block', text({}, { phone: undefined })],
  ['NO_CHANNEL_CONSENT', 'block', text({}, { channelConsents: undefined })],
  ['NO_CHANNEL_CONSENT', 'block', text({}, { channelConsents: { whatsapp: 'subscribed' } })],
  ['NO_CHANNEL_CONSENT', 'block', text({}, { channelConsents: { sms: 'opted_out' } })],
  ['NO_CONSENT', 'block', text({}, { consent: 'opted_out' })],
  ['NUMBER_STOPPED', 'block', text({ number: hearNumber(number, 'sms', 'asked', heard(-1)) })],
  ['NUMBER_STOPPED', 'block', text({ number: hearNumber(number, 'sms', 'unreachable', heard(-1)) })],
  ['CHANNEL_CAP', 'wait', text({ left: { ...free.left, channel: 0 } })],
  ['QUIET_HOURS', 'wait', text({}, { timeZone: 'America/Los_Angeles' })],
];

/** The order of the design, section 7. */
const ORDER = [
  'MISSION_STOPPED',
  'PAUSED',
  'LIST_STOPPED',
  'CONTACT_LEASE',
  'SUPPRESSED',
  'HELD',
  'NOT_BEFORE',
  'MEETING_BOOKED',
  'NUMBER_STOPPED',
  'NO_CONSENT',
  'NO_CHANNEL_CONSENT',
  'ALREADY_BOUGHT',
  'NEVER_MAIL',
  'NO_ROUTE',
  'DRAFT_BLOCKED',
  'NOT_APPROVED',
  'EVIDENCE_GONE',
  'NOT_DUE',
  'CANARY',
  'FREQUENCY_CAP',
  'QUIET_HOURS',
  'DOMAIN_UNHEALTHY',
  'WARMING_DOMAIN',
  'WARMUP_CAP',
  'RISK_BUDGET',
  'INBOX_CAP',
  'CHANNEL_CAP',
  'DAILY_BUDGET',
];

/** Those of the order that are asked for some channels only. */
const ASKED_FOR: Readonly<Record<string, readonly Channel[]>> = {
  LIST_STOPPED: ['email'],
  NUMBER_STOPPED: ['sms', 'whatsapp'],
  NO_CHANNEL_CONSENT: ['sms', 'whatsapp'],
  NEVER_MAIL: ['email'],
  NO_ROUTE: ['sms', 'whatsapp', 'linkedin'],
  EVIDENCE_GONE: ['email'],
  DOMAIN_UNHEALTHY: ['email'],
  WARMING_DOMAIN: ['email'],
  WARMUP_CAP: ['email'],
  RISK_BUDGET: ['email'],
  INBOX_CAP: ['email'],
  CHANNEL_CAP: ['sms', 'whatsapp', 'linkedin'],
};

/** What differs from `base` in one or the other; where both differ, the second. */
function both<T>(base: T, one: T, other: T): T {
  if (one === base) return other;
  if (other === base || !isPlain(base) || !isPlain(one) || !isPlain(other))
    return other === base ? one : other;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(keys.map((key) => [key, both(base[key], one[key], other[key])])) as T;
}
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

describe('the guards', () => {
  it.each(CHANNELS)('for a message by %s are those of every channel and its own, in order', (channel) => {
    expect(allVerdicts({ ...free, ...text({ channel }) }).map(({ code }) => code)).toEqual(
      ORDER.filter((code) => ASKED_FOR[code]?.includes(channel) ?? true),
    );
  });

  it('for e-mail only do not stop a text', () => {
    expect(firstObstacle({ ...free, ...text({}) })).toBeUndefined();
  });

  it('accept a START as a consent until the next stop', () => {
    const without = text({}, { channelConsents: undefined });
    const started = hearNumber(number, 'sms', 'started', heard(-5));
    expect(firstObstacle({ ...free, ...without, number: started })).toBeUndefined();
    const stopped = hearNumber(started, 'sms', 'asked', heard(-4));
    expect(firstObstacle({ ...free, ...without, number: stopped })).toMatchObject({ code: 'NUMBER_STOPPED' });
    const again = hearNumber(stopped, 'sms', 'started', heard(-3));
    expect(firstObstacle({ ...free, ...without, number: again })).toBeUndefined();
    expect(firstObstacle({ ...free, ...text({ number: stopped, channel: 'sms' }) })).toBeDefined();
  });

  it('pass a message without an obstacle', () => {
    expect(firstObstacle(free)).toBeUndefined();
  });

  it.each(CASES)('%s: %s', (code, verdict, change) => {
    const obstacle = firstObstacle({ ...free, ...change });
    expect(obstacle).toMatchObject({ code, verdict: { verdict } });
    expect(obstacle?.verdict).toHaveProperty('unblock');
  });

  it('all have a case above in which they are the obstacle', () => {
    expect([...new Set(CASES.map(([code]) => code))].toSorted()).toEqual(
      GUARDS.map(({ code }) => code).toSorted(),
    );
  });

  it('keep the order of the design, and the first of two equal verdicts is named', () => {
    expect(GUARDS.map(({ code }) => code)).toEqual(ORDER);
    let pairs = 0;
    for (const [one, verdict, change] of CASES) {
      for (const [other, otherVerdict, otherChange] of CASES) {
        const context = both(free, { ...free, ...change }, { ...free, ...otherChange });
        const stand = allVerdicts(context).filter(({ verdict: each }) => each.verdict !== 'pass');
        const codes = stand.map(({ code }) => code);
        const alike = stand.every(({ verdict: each }) => each.verdict === verdict);
        if (one === other || verdict !== otherVerdict || !alike || codes.length !== 2) continue;
        if (!codes.includes(one) || !codes.includes(other)) continue;
        const first = ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other;
        expect(firstObstacle(context)?.code, `${one} with ${other}`).toBe(first);
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThan(100);
  });

  it('prefer a permanent block to a wait, so that nobody waits in vain', () => {
    const both = { ...free, ...profile({ consent: 'opted_out' }), settings: { ...settings, paused: true } };
    expect(firstObstacle(both)?.code).toBe('NO_CONSENT');
    expect(allVerdicts(both).filter(({ verdict }) => verdict.verdict !== 'pass')).toHaveLength(2);
  });

  it('ignore the claim of the message itself when it is retried', () => {
    const mine = person({
      lease: { holder: free.key, until: iso(1) },
      contacted: [{ key: free.key, at: now.toISOString() }],
    });
    expect(firstObstacle({ ...free, ...mine })).toBeUndefined();
  });
});
