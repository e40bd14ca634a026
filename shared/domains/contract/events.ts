import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';

const DOMAIN = { version: 1, channel: 'domains', aggregate: 'DOMAIN' } as const;
/** A check may change the reputation and the warmup of a domain at once, and several inboxes: each has its own sequence. */
const WARMUP = { ...DOMAIN, aggregate: 'WARMUP' } as const;
const INBOX = { ...DOMAIN, aggregate: 'INBOX' } as const;
const domain = z.string();
const inbox = z.string().describe('The part of its address before the @');
const EXAMPLE_DOMAIN = 'mail.acme.example';
const standing = z.object({ domain, reputation: z.number(), reason: z.string() });

export const domainEvents = events({
  'domain.added': {
    ...DOMAIN,
    summary: 'A sending domain was added to the pool.',
    data: z.object({ domain, tier: z.string(), targetPerDay: z.number().int() }),
    example: { domain: EXAMPLE_DOMAIN, tier: 'warming', targetPerDay: 500 },
  },
  'domain.verified': {
    ...DOMAIN,
    summary: 'The workspace proved that it owns a domain: the domain may send from now on.',
    data: z.object({
      domain,
      proof: z.string().describe('dns: a TXT record proved it; operators: the operators gave the domain'),
    }),
    example: { domain: EXAMPLE_DOMAIN, proof: 'dns' },
  },
  'domain.removed': {
    ...DOMAIN,
    summary: 'A domain was removed from the pool. Any workspace may now prove that it owns it.',
    data: z.object({ domain }),
    example: { domain: EXAMPLE_DOMAIN },
  },
  'domain.reputation-changed': {
    ...DOMAIN,
    summary: 'The hourly check found a changed reputation of a domain.',
    data: z.object({
      domain,
      reputation: z.number(),
      health: z.string(),
      before: z.number(),
      healthBefore: z.string(),
    }),
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.66, health: 'fair', before: 0.92, healthBefore: 'good' },
  },
  'domain.warmup-changed': {
    ...WARMUP,
    summary: 'The daily check moved the warmup of a domain on, held it or took it back.',
    data: z.object({
      domain,
      signal: z
        .string()
        .describe('What the day that is over said: sent, last, quiet, troubled, deferred, idle'),
      state: z.string(),
      day: z.number().int(),
      cap: z.number().int().describe('Most e-mails a day from now on'),
      before: z.object({ state: z.string(), cap: z.number().int() }),
    }),
    example: {
      domain: EXAMPLE_DOMAIN,
      signal: 'deferred',
      state: 'held',
      day: 6,
      cap: 89,
      before: { state: 'warming', cap: 121 },
    },
  },
  'domain.tier-changed': {
    ...DOMAIN,
    summary: 'A person said that a domain is warm already, or that it has to be warmed up.',
    data: z.object({ domain, tier: z.string(), before: z.string(), reason: z.string() }),
    example: {
      domain: EXAMPLE_DOMAIN,
      tier: 'custom',
      before: 'warming',
      reason: 'It has sent our newsletter for years.',
    },
  },
  'domain.rotated': {
    ...DOMAIN,
    summary:
      'A sending domain was paused, or put to rest by Rex, and its missions were moved to another one.',
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
    summary: 'A domain was paused: nothing more is sent from it.',
    data: standing,
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.9, reason: 'ann asked for it.' },
  },
  'domain.resumed': {
    ...DOMAIN,
    summary: 'A domain was resumed.',
    data: standing,
    example: { domain: EXAMPLE_DOMAIN, reputation: 0.9, reason: 'ann asked for it.' },
  },
  'inbox.added': {
    ...INBOX,
    summary: 'A domain got one more inbox.',
    data: z.object({ domain, inbox, dailyCap: z.number().int() }),
    example: { domain: EXAMPLE_DOMAIN, inbox: 'ann', dailyCap: 50 },
  },
  'inbox.changed': {
    ...INBOX,
    summary: 'An inbox got another daily cap.',
    data: z.object({ domain, inbox, dailyCap: z.number().int() }),
    example: { domain: EXAMPLE_DOMAIN, inbox: 'ann', dailyCap: 30 },
  },
  'inbox.paused': {
    ...INBOX,
    summary: 'An inbox was paused: nothing more is sent from it.',
    data: z.object({ domain, inbox, reason: z.string() }),
    example: { domain: EXAMPLE_DOMAIN, inbox: 'ann', reason: 'Ann is on leave.' },
  },
  'inbox.resumed': {
    ...INBOX,
    summary: 'An inbox was resumed.',
    data: z.object({ domain, inbox, reason: z.string() }),
    example: { domain: EXAMPLE_DOMAIN, inbox: 'ann', reason: 'Ann is back.' },
  },
  'inbox.billed': {
    ...INBOX,
    summary: 'An inbox is to be billed for a month. There is one such event for each inbox and month.',
    data: z.object({
      domain,
      inbox,
      month: z.string().describe('The month in UTC, as 2026-03'),
      cents: z.number().int(),
      currency: z.string(),
    }),
    example: { domain: EXAMPLE_DOMAIN, inbox: 'ann', month: '2026-03', cents: 350, currency: 'USD' },
  },
  'domain.assigned': {
    ...DOMAIN,
    summary: 'A domain was reserved for a campaign outside of Rex.',
    data: z.object({ domain, holder: z.string(), until: instantSchema }),
    example: { domain: EXAMPLE_DOMAIN, holder: 'c_spring', until: '2026-03-02T11:00:00.000Z' },
  },
});
