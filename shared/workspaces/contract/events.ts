import * as z from 'zod';
import { ALERT_STATES } from '../../analytics/contract/routes.ts';
import { ALERT_SEVERITIES, COUNTED } from '../../analytics/contract/view.ts';
import { channelSchema, NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import { ENRICHMENT_SOURCES } from '../../enrichment/contract/settings.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { IMPORT_KINDS } from '../../leads/contract/routes.ts';
import { HOLD_REASONS, REPLY_DECISIONS, replyIdSchema } from '../../replies/contract/reasons.ts';

const WORKSPACE = { version: 1, channel: 'system', aggregate: 'WORKSPACE' } as const;
const BUS = { version: 1, channel: 'system', aggregate: 'BUS' } as const;
const DOMAIN = { version: 1, channel: 'domains', aggregate: 'DOMAIN' } as const;
const ALERT = { version: 1, channel: 'errors', aggregate: 'ALERT' } as const;
const NUMBER = { version: 1, channel: 'system', aggregate: 'NUMBER' } as const;
const IMPORT = { version: 1, aggregate: 'IMPORT' } as const;

const nothing = z.object({});
const domain = z.string();
const EXAMPLE_DOMAIN = 'mail.acme.example';
const standing = z.object({ domain, reputation: z.number(), reason: z.string() });
const alertData = z.object({
  type: z.string(),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(ALERT_STATES),
  title: z.string(),
  message: z.string(),
  count: z.number().int(),
  evidence: z.record(z.string(), z.unknown()),
});
const alertExample = {
  type: 'reputation-drop',
  severity: 'warning',
  state: 'open',
  title: 'The reputation of mail.acme.example fell',
  message: 'It fell from 0.92 to 0.66. Look at its bounces, or rotate it.',
  count: 1,
  evidence: { domain: EXAMPLE_DOMAIN, before: 0.92, now: 0.66 },
} as const;
const importData = z.object({
  kind: z.enum(IMPORT_KINDS),
  reason: z.string().nullable(),
  counts: z.record(z.string(), z.unknown()),
});

export const workspaceEvents = events({
  'analytics.snapshot': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ANALYTICS',
    summary:
      'An hour is over: what the workspace came to in it. Its sequence is the number of the hour since 1970.',
    data: z.object({
      hour: z.string().describe('An hour of UTC'),
      counts: z.partialRecord(z.enum(COUNTED), z.number().int()),
    }),
    example: { hour: '2026-11-25T18', counts: { missionsCompleted: 2, sent: 340, bounced: 3 } },
  },
  'workspace.created': {
    ...WORKSPACE,
    summary: 'A workspace got its first settings.',
    data: nothing,
    example: {},
  },
  'workspace.settings-changed': {
    ...WORKSPACE,
    summary: 'Settings were changed; their values are read from the settings.',
    data: z.object({ changed: z.array(z.string()).describe('Names of the settings') }),
    example: { changed: ['dailyBudget'] },
  },
  'workspace.paused': {
    ...WORKSPACE,
    summary: 'Nothing more goes out of this workspace until it is resumed.',
    data: nothing,
    example: {},
  },
  'workspace.resumed': { ...WORKSPACE, summary: 'A paused workspace goes on.', data: nothing, example: {} },
  'bus.asked': {
    ...BUS,
    summary: 'Somebody wants to know whether events arrive.',
    data: nothing,
    example: {},
  },
  'bus.answered': { ...BUS, summary: 'They do.', data: nothing, example: {} },
  'domain.added': {
    ...DOMAIN,
    summary: 'A sending domain joined the pool.',
    data: z.object({ domain, tier: z.string(), targetPerDay: z.number().int() }),
    example: { domain: EXAMPLE_DOMAIN, tier: 'warming', targetPerDay: 500 },
  },
  'domain.verified': {
    ...DOMAIN,
    summary: 'It was proven that a domain belongs to the workspace: it may send from now on.',
    data: z.object({ domain, proof: z.string().describe('dns, or operators: they gave it') }),
    example: { domain: EXAMPLE_DOMAIN, proof: 'dns' },
  },
  'domain.removed': {
    ...DOMAIN,
    summary: 'A domain left the pool, and belongs to nobody until somebody proves that it is theirs.',
    data: z.object({ domain }),
    example: { domain: EXAMPLE_DOMAIN },
  },
  'domain.reputation-changed': {
    ...DOMAIN,
    summary: 'The hourly check found another reputation than before.',
    data: z.object({
      domain,
      reputation: z.number(),
      health: z.string(),
      before: z.number(),
      healthBefore: z.string(),
    }),
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.66, health: 'fair', before: 0.92, healthBefore: 'good' },
  },
  'domain.rotated': {
    ...DOMAIN,
    summary: 'A sending domain rests, and its missions go on from another one.',
    data: standing.extend({ to: domain.optional() }),
    example: {
      domain: EXAMPLE_DOMAIN,
      reputation: 0.66,
      reason: 'Its reputation is below 0.7.',
      to: 'post.acme.example',
    },
  },
  'domain.paused': {
    ...DOMAIN,
    summary: 'Nothing more is sent from a domain.',
    data: standing,
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.9, reason: 'ann asked for it.' },
  },
  'domain.resumed': {
    ...DOMAIN,
    summary: 'A domain is used again.',
    data: standing,
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.9, reason: 'ann asked for it.' },
  },
  'domain.assigned': {
    ...DOMAIN,
    summary: 'A domain is kept for a campaign outside of Rex.',
    data: z.object({ domain, holder: z.string(), until: instantSchema }),
    example: { domain: EXAMPLE_DOMAIN, holder: 'c_spring', until: '2026-03-02T11:00:00.000Z' },
  },
  'alert.raised': {
    ...ALERT,
    summary: 'Something that a person should look at.',
    data: alertData,
    example: alertExample,
  },
  'alert.repeated': {
    ...ALERT,
    summary: 'It happened again before anybody said that it is over.',
    data: alertData,
    example: { ...alertExample, count: 2 },
  },
  'alert.acknowledged': {
    ...ALERT,
    summary: 'Somebody looks at it.',
    data: alertData,
    example: { ...alertExample, state: 'acknowledged' },
  },
  'alert.resolved': {
    ...ALERT,
    summary: 'Somebody says that it is over.',
    data: alertData,
    example: { ...alertExample, state: 'resolved' },
  },
  'lead.import-completed': {
    ...IMPORT,
    channel: 'system',
    summary: 'A file of leads or orders was read to its end.',
    data: importData,
    example: { kind: 'leads', reason: null, counts: { rows: 2_467, created: 2_357 } },
  },
  'lead.import-failed': {
    ...IMPORT,
    channel: 'errors',
    summary: 'A file could not be read.',
    data: importData,
    example: { kind: 'leads', reason: 'The file has no column with e-mail addresses.', counts: {} },
  },
  'lead.enriched': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ENRICHMENT',
    summary:
      'A source has answered what it knows of a lead, and took credits for it. What it says is not in it.',
    data: z.object({ source: z.enum(ENRICHMENT_SOURCES), fields: z.array(z.string()), costUsd: z.number() }),
    example: { source: 'apollo', fields: ['industry', 'jobTitle'], costUsd: 0.025 },
  },
  'number.stopped': {
    ...NUMBER,
    summary: 'Nothing more goes to a telephone number by this channel. The number itself is not in it.',
    data: z.object({ channel: z.enum(NUMBER_CHANNELS), reason: z.enum(['asked', 'unreachable']) }),
    example: { channel: 'sms', reason: 'asked' },
  },
  'number.started': {
    ...NUMBER,
    summary: 'Whoever holds a number takes a stop back by their own word.',
    data: z.object({ channel: z.enum(NUMBER_CHANNELS) }),
    example: { channel: 'sms' },
  },
  'lead.held': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary:
      'Something came in that a person has to read: nothing automated goes to its author until it is decided. Without its words.',
    data: z.object({
      reason: z.enum(HOLD_REASONS),
      channel: channelSchema,
      reply: replyIdSchema,
      missionId: z.string().nullable(),
    }),
    example: {
      reason: 'reply',
      channel: 'email',
      reply: 'r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
      missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
    },
  },
  'reply.decided': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary:
      'What somebody wrote was read, and what follows for them decided: with earlier replies of the same person.',
    data: z.object({
      reply: replyIdSchema,
      decision: z.enum(REPLY_DECISIONS),
      until: z.iso.date().nullable(),
      note: z.string().nullable(),
      settled: z.number().int(),
      missionId: z.string().nullable(),
    }),
    example: {
      reply: 'r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
      decision: 'release',
      until: null,
      note: 'Asked for prices; called back.',
      settled: 1,
      missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
    },
  },
  'lead.suppressed': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary: 'Nobody writes to this person any more. Without the address: events are pushed to screens.',
    data: z.object({ reason: z.string().nullable(), source: z.string().nullable() }),
    example: { reason: 'unsubscribed', source: 'one-click' },
  },
});
