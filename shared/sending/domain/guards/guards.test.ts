import { describe, expect, it } from 'vitest';
import { sampleLead, sampleProfile } from '../../../../test/support/samples.ts';
import type { MessagesApproval } from '../../../approvals/domain/approval.ts';
import { channelSettingsSchema } from '../../../channels/contract/channels.ts';
import { hearNumber, newContactNumber } from '../../../channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../../content/domain/policy.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import type { Hold } from '../../../leads/domain/hold.ts';
import { leadReactivationParamsSchema } from '../../../missions/contract/mission.ts';
import { missionSchema, outreachMission } from '../../../missions/domain/mission.ts';
import { settingsSchema } from '../../../workspaces/contract/settings.ts';
import type { SendContext } from './guard.ts';
import { allVerdicts, firstObstacle, GUARDS } from './guards.ts';

/** A Monday, 10:00 in UTC. */
const now = new Date('2026-01-05T10:00:00.000Z');

const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.example',
});
const parsed = missionSchema.parse({
  workspace: 'acme',
  id: `m_${'0'.repeat(26)}`,
  version: 1,
  type: 'lead_reactivation',
  name: 'Test',
  state: 'EXECUTING',
  priority: 50,
  params: { ...leadReactivationParamsSchema.parse({}), asOf: '2026-01-01' },
  reason: '',
  attempt: 1,
  failures: 0,
  correlationId: 'c',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'ann',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
const mission = outreachMission(parsed);
const lead = sampleLead({
  profile: sampleProfile({
    identity: 'bob@shop.example',
    address: 'bob@shop.example',
    consent: 'subscribed',
  }),
});
const approval: MessagesApproval = {
  subject: 'messages',
  workspace: 'acme',
  id: `a_${'0'.repeat(26)}`,
  version: 2,
  missionId: mission.id,
  state: 'approved',
  digest: 'digest',
  policyVersion: POLICY_VERSION,
  cohorts: {},
  recipients: 1,
  messages: 1,
  blockedDrafts: {},
  createdAt: now.toISOString(),
  expiresAt: now.toISOString(),
};
const free: SendContext = {
  now,
  settings,
  mission,
  lead,
  step: 1,
  channel: 'email',
  key: `${mission.id}#1`,
  dueAt: now,
  draft: { hash: 'hash' },
  content: { hash: 'hash' },
  approval,
  draftsBound: true,
  domain: {
    domain: 'mail.acme.example',
    tier: 'custom',
    status: 'active',
    addedOn: '2025-01-01',
    targetPerDay: 100,
    ownership: { state: 'verified', challenge: '' },
    reputation: 0.9,
    holders: [],
    inboxes: [],
  },
  left: { domain: 100, workspace: 100, inbox: 100, channel: 100 },
};

const iso = (hours: number): string => addMs(now, hours * HOUR).toISOString();
const person = (change: object): Partial<SendContext> => ({ lead: { ...lead, ...change } });
const profile = (change: object) => person({ profile: { ...lead.profile, ...change } });

const hold: Hold = {
  since: iso(-24 * 20),
  reason: 'reply',
  channel: 'email',
  replies: [`r_${'0'.repeat(20)}_ses-1`],
};
const number = newContactNumber('acme', 'n');
const heard = (hours: number) => ({ at: iso(hours), source: 'SM1' });
const sms = { ...settings, channels: channelSettingsSchema.parse({ sms: { sender: '+15005550006' } }) };
/** A text that nothing stands against, and what is different. */
const text = (change: Partial<SendContext>, of: object = {}): Partial<SendContext> => ({
  channel: 'sms',
  settings: sms,
  domain: undefined,
  left: { ...free.left, domain: 0, inbox: 0 },
  ...profile({
    phone: '+4915228817386',
    neverMail: true,
    channelConsents: { sms: 'subscribed', whatsapp: 'subscribed' },
    ...of,
  }),
  ...change,
});

const heldText = (): Partial<SendContext> => {
  const sent = text({});
  return { ...sent, lead: { ...lead, ...sent.lead, hold: { ...hold, since: iso(-1) } } };
};
/** Each guard, seen to stand in the way. */
const CASES: readonly (readonly [code: string, verdict: 'wait' | 'block', change: Partial<SendContext>])[] = [
  ['MISSION_STOPPED', 'block', { mission: { ...mission, state: 'CANCELLED' } }],
  ['MISSION_STOPPED', 'wait', { mission: { ...mission, state: 'ESCALATED' } }],
  ['PAUSED', 'wait', { settings: { ...settings, paused: true } }],
  ['CONTACT_LEASE', 'wait', person({ lease: { holder: 'other', until: iso(1) } })],
  ['SUPPRESSED', 'block', person({ suppression: { reason: 'unsubscribe', at: iso(-1), source: 'x' } })],
  ['HELD', 'wait', person({ hold: { ...hold, since: iso(-1) } })],
  ['HELD', 'wait', person({ hold: { ...hold, since: iso(-24 * 300) } })],
  ['HELD', 'block', { ...person({ hold }), mission: { ...mission, createdAt: iso(-24 * 15) } }],
  ['HELD', 'wait', heldText()],
  ['NOT_BEFORE', 'wait', person({ notBefore: { at: iso(24), because: 'absent', reply: hold.replies[0] } })],
  [
    'NOT_BEFORE',
    'block',
    person({ notBefore: { at: iso(24 * 90), because: 'postponed', reply: hold.replies[0] } }),
  ],
  ['NO_CONSENT', 'block', profile({ consent: 'opted_out' })],
  ['ALREADY_BOUGHT', 'block', person({ orders: { count: 1, lastOn: '2026-01-03' } })],
  ['NEVER_MAIL', 'block', profile({ neverMail: true })],
  ['DRAFT_BLOCKED', 'block', { draft: { blocked: 'MISSING_VARIABLE' } }],
  ['NOT_APPROVED', 'wait', { approval: { ...approval, state: 'pending' } }],
  ['NOT_APPROVED', 'block', { approval: { ...approval, state: 'rejected' } }],
  ['NOT_APPROVED', 'block', { content: { hash: 'another' } }],
  ['NOT_APPROVED', 'block', { draftsBound: false }],
  ['NOT_APPROVED', 'block', { approval: { ...approval, policyVersion: POLICY_VERSION + 1 } }],
  ['NOT_DUE', 'wait', { dueAt: addMs(now, HOUR) }],
  ['FREQUENCY_CAP', 'wait', person({ contacted: [{ key: 'other', at: iso(-2) }] })],
  ['QUIET_HOURS', 'wait', profile({ timeZone: 'America/Los_Angeles' })],
  ['DOMAIN_UNHEALTHY', 'wait', { domain: undefined }],
  ['WARMUP_CAP', 'wait', { left: { ...free.left, domain: 0 } }],
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
  'CONTACT_LEASE',
  'SUPPRESSED',
  'HELD',
  'NOT_BEFORE',
  'NUMBER_STOPPED',
  'NO_CONSENT',
  'NO_CHANNEL_CONSENT',
  'ALREADY_BOUGHT',
  'NEVER_MAIL',
  'NO_ROUTE',
  'DRAFT_BLOCKED',
  'NOT_APPROVED',
  'NOT_DUE',
  'FREQUENCY_CAP',
  'QUIET_HOURS',
  'DOMAIN_UNHEALTHY',
  'WARMUP_CAP',
  'INBOX_CAP',
  'CHANNEL_CAP',
  'DAILY_BUDGET',
];

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
  it('hold a person from every channel', () => {
    expect(GUARDS.find(({ code }) => code === 'HELD')?.channels).toBeUndefined();
    expect(GUARDS.find(({ code }) => code === 'NOT_BEFORE')?.channels).toBeUndefined();
  });

  it('ask of a text nothing that is of e-mail only', () => {
    expect(firstObstacle({ ...free, ...text({}) })).toBeUndefined();
    const asked = allVerdicts({ ...free, ...text({}) }).map(({ code }) => code);
    expect(asked).not.toContain('WARMUP_CAP');
    expect(allVerdicts(free).map(({ code }) => code)).not.toContain('NO_CHANNEL_CONSENT');
  });

  it('take a START of the person for a consent, until the next stop', () => {
    const without = text({}, { channelConsents: undefined });
    const started = hearNumber(number, 'sms', 'started', heard(-5));
    expect(firstObstacle({ ...free, ...without, number: started })).toBeUndefined();
    const stopped = hearNumber(started, 'sms', 'asked', heard(-4));
    expect(firstObstacle({ ...free, ...without, number: stopped })).toMatchObject({ code: 'NUMBER_STOPPED' });
    const again = hearNumber(stopped, 'sms', 'started', heard(-3));
    expect(firstObstacle({ ...free, ...without, number: again })).toBeUndefined();
    expect(firstObstacle({ ...free, ...text({ number: stopped, channel: 'sms' }) })).toBeDefined();
  });

  it('let a message pass that nothing stands against', () => {
    expect(firstObstacle(free)).toBeUndefined();
  });

  it.each(CASES)('%s: %s', (code, verdict, change) => {
    const obstacle = firstObstacle({ ...free, ...change });
    expect(obstacle).toMatchObject({ code, verdict: { verdict } });
    expect(obstacle?.verdict).toHaveProperty('unblock');
  });

  it('each of them is seen to stand in the way above', () => {
    expect([...new Set(CASES.map(([code]) => code))].toSorted()).toEqual(
      GUARDS.map(({ code }) => code).toSorted(),
    );
  });

  it('stand in the order of the design, and of two that say alike the first is named', () => {
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

  it('hold a domain back where the workspace rotates missions away from it, and not before', () => {
    const limit = (rotateBelowReputation: number, reputation: number) => ({
      ...free,
      settings: { ...settings, rules: { ...settings.rules, rotateBelowReputation } },
      domain: free.domain && { ...free.domain, reputation },
    });
    expect(firstObstacle(limit(0.95, 0.9))).toMatchObject({ code: 'DOMAIN_UNHEALTHY' });
    expect(firstObstacle(limit(0.5, 0.6))).toBeUndefined();
  });

  it('what blocks for good outranks what only waits, so nobody is kept waiting in vain', () => {
    const both = { ...free, ...profile({ consent: 'opted_out' }), settings: { ...settings, paused: true } };
    expect(firstObstacle(both)?.code).toBe('NO_CONSENT');
    expect(allVerdicts(both).filter(({ verdict }) => verdict.verdict !== 'pass')).toHaveLength(2);
  });

  it('its own claim does not stand in a message’s way when it is tried again', () => {
    const mine = person({
      lease: { holder: free.key, until: iso(1) },
      contacted: [{ key: free.key, at: now.toISOString() }],
    });
    expect(firstObstacle({ ...free, ...mine })).toBeUndefined();
  });

  it('counts contacts of 30 days', () => {
    const contacted = Array.from({ length: 10 }, (_, i) => ({ key: `k${i}`, at: iso(-(50 + i * 24)) }));
    expect(firstObstacle({ ...free, ...person({ contacted }) })).toMatchObject({ code: 'FREQUENCY_CAP' });
  });
});
