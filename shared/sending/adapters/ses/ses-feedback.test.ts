import { describe, expect, it } from 'vitest';
import { sesEventSchema } from '../../contract/ses-event.ts';
import { sesFeedback } from './ses-feedback.ts';

const MISSION = `m_${'1'.repeat(26)}`;
const LEAD = `l_${'7'.repeat(20)}`;
const AT = '2026-01-06T10:00:00.000Z';

const delayed = (delayType: string, diagnosticCode?: string, to = 'jo@gmail.com') =>
  sesEventSchema.parse({
    eventType: 'DeliveryDelay',
    mail: {
      timestamp: '2026-01-05T10:00:00.000Z',
      messageId: 'ses-1',
      destination: [to],
      tags: { workspace: ['acme'], mission: [MISSION], cohort: ['c1'], lead: [LEAD], step: ['1'] },
    },
    deliveryDelay: {
      delayType,
      timestamp: AT,
      expirationTime: '2026-01-06T20:00:00.000Z',
      delayedRecipients: [{ emailAddress: to, status: '4.4.1', diagnosticCode }],
    },
  });

describe('sesFeedback', () => {
  it.each([
    ['SpamDetected', undefined, true],
    ['IPFailure', 'smtp; 421 4.7.0 [TSS04] Messages temporarily deferred', true],
    ['General', 'smtp; 421 4.7.28 Our system has detected an unusual rate of unsolicited mail', true],
    ['Undetermined', 'smtp; 451 4.7.1 Greylisted', true],
    ['General', 'smtp; 450 4.2.1 try again later', false],
    ['MailboxFull', 'smtp; 452 4.2.2 The recipient’s inbox is out of storage space', false],
    ['RecipientServerError', 'smtp; 421 Service not available', false],
    ['TransientCommunicationFailure', undefined, false],
    ['InternalFailure', undefined, false],
    ['SendingDeferral', undefined, false],
  ])('says of the delay %s (%s) whether the sender is meant', (type, reply, bySender) => {
    expect(sesFeedback(delayed(type, reply))).toMatchObject({
      feedback: { kind: 'deferred', at: AT, bySender, reason: reply ? `${type}: ${reply}` : type },
    });
  });

  it.each([
    ['jo@gmail.com', 'gmail'],
    ['Jo <jo@Hotmail.co.uk>', 'microsoft'],
    ['jo@aol.com', 'yahoo'],
    ['jo@acme.example', 'other'],
  ])('tells the mailbox provider of %s', (to, provider) => {
    expect(sesFeedback(delayed('General', undefined, to))?.provider).toBe(provider);
  });

  const CHROME =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36';
  const seen = (type: 'Open' | 'Click', more: object) => {
    const { deliveryDelay: _, ...event } = delayed('General');
    const request = { timestamp: AT, ipAddress: '192.0.2.1', userAgent: CHROME, ...more };
    return sesFeedback(sesEventSchema.parse({ ...event, eventType: type, [type.toLowerCase()]: request }))
      ?.feedback;
  };

  it.each([
    ['by a reader', {}, []],
    [
      'by Apple',
      { userAgent: 'Mozilla/5.0', ipAddress: '17.58.101.10' },
      ['apple_prefetch', 'apple_network'],
    ],
    ['without an agent', { userAgent: undefined }, ['no_agent']],
    ['that SES calls a bot', { isBot: true }, ['provider_flag']],
    ['that SES calls a machine', { machineOpen: 'true' }, ['provider_flag']],
    ['that SES calls none', { isBot: false, machineOpen: 'false' }, []],
  ])('tells of an open %s what it shows of who made it', (_, more, signs) => {
    expect(seen('Open', more)).toEqual({ kind: 'opened', at: AT, signs });
  });

  it('tells of a click which link it was, and neither agent nor address nor link', () => {
    const click = seen('Click', { link: 'https://x.example/?e=jo@gmail.com', linkTags: null });
    expect(click).toEqual({ kind: 'clicked', at: AT, signs: [], link: expect.stringMatching(/^[\w-]{6}$/) });
  });

  it('reads events from before recipients were read, and leaves out those of other messages', () => {
    const { destination: _, ...mail } = delayed('General').mail;
    expect(sesFeedback(sesEventSchema.parse({ ...delayed('General'), mail }))?.provider).toBe('other');
    const foreign = sesEventSchema.parse({ ...delayed('General'), mail: { ...mail, tags: {} } });
    expect(sesFeedback(foreign)).toBeUndefined();
  });
});
