import { describe, expect, it } from 'vitest';
import {
  approval,
  citation,
  domain,
  free,
  heard,
  hold,
  iso,
  mission,
  number,
  person,
  profile,
  released,
  riskedSoFar,
  settings,
  text,
} from '../../../../test/support/send-context.ts';
import { hearNumber } from '../../../channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../../content/domain/policy.ts';
import type { SendContext } from './guard.ts';
import { allVerdicts, firstObstacle, GUARDS } from './guards.ts';

type Change = Partial<SendContext>;

const AT = '2026-01-05T09:00:00.000Z';
const [reply = ''] = hold.replies;
const left = (change: object): Change => ({ left: { ...free.left, ...change } });
const decided = (change: Partial<typeof approval>): Change => ({ approval: { ...approval, ...change } });
const notBefore = (at: string, because: string): Change => person({ notBefore: { at, because, reply } });

/** What a person is told who asks why a message did not go out, and what they can do about it. */
const OBSTACLES: readonly (readonly [code: string, change: Change, explanation: string, unblock: string])[] =
  [
    [
      'MISSION_STOPPED',
      { mission: { ...mission, state: 'FAILED', reason: 'The model is gone.' } },
      'The mission is FAILED: The model is gone.',
      'Retry the mission if it failed; otherwise wait for its turn.',
    ],
    [
      'MISSION_STOPPED',
      { mission: { ...mission, state: 'CANCELLED', reason: 'Ann asked for it.' } },
      'The mission is CANCELLED: Ann asked for it.',
      'Create a new mission.',
    ],
    [
      'PAUSED',
      { settings: { ...settings, paused: true } },
      'The workspace is paused: nothing goes out.',
      'Resume with `rex resume`.',
    ],
    [
      'LIST_STOPPED',
      released({ stopped: { at: AT, explanation: '6 of 31 first e-mails bounced.' } }),
      '6 of 31 first e-mails bounced.',
      `Look at the addresses that bounced, then run "rex missions resume ${mission.id} --reason TEXT".`,
    ],
    [
      'CANARY',
      { ...released({ cohorts: 2 }), order: 4 },
      'The mission writes to the leads of the least risk first, and has come to cohort 2; this lead is in cohort 5.',
      'Wait until the first e-mails are known to be delivered.',
    ],
    [
      'CONTACT_LEASE',
      person({ lease: { holder: 'm_other#2', until: '2026-01-05T10:05:00.000Z' } }),
      'Another part of Rex (m_other#2) is speaking to this person until 2026-01-05T10:05:00.000Z.',
      'Wait for it to finish; the lease ends by itself.',
    ],
    [
      'SUPPRESSED',
      person({ suppression: { reason: 'unsubscribe', at: AT, source: 'x' } }),
      `This person must not be contacted: unsubscribe, ${AT}.`,
      'Nothing: Rex never lifts a suppression. Only the person can opt in again.',
    ],
    [
      'HELD',
      person({ hold: { ...hold, since: AT } }),
      `A reply by email has waited for a decision since ${AT} (reply).`,
      `Read it and decide: \`rex replies show ${reply}\`.`,
    ],
    [
      'HELD',
      { ...person({ hold }), mission: { ...mission, createdAt: iso(-24 * 15) } },
      `A reply by email has waited for a decision since ${hold.since} (reply). The mission continues without this person.`,
      `Read it and decide: \`rex replies show ${reply}\`.`,
    ],
    [
      'MEETING_BOOKED',
      person({ meeting: { id: 'mt_1', bookedAt: AT } }),
      `The person booked a meeting at ${AT}, while this mission ran.`,
      'Nothing: see `rex meetings show mt_1`. A later mission may write to them.',
    ],
    [
      'NOT_BEFORE',
      notBefore('2026-01-12T00:00:00.000Z', 'absent'),
      `The person is away (${reply}): nothing goes out before 2026-01-12T00:00:00.000Z.`,
      'Wait: the sequence continues by itself then.',
    ],
    [
      'NOT_BEFORE',
      notBefore('2026-06-01T00:00:00.000Z', 'postponed'),
      `A decision on ${reply} postponed messages until 2026-06-01T00:00:00.000Z. That is too long for a mission to wait.`,
      'Start another mission then.',
    ],
    [
      'NUMBER_STOPPED',
      text({ number: hearNumber(number, 'sms', 'asked', heard(-1)) }),
      `The owner of this number stopped SMS at ${AT}.`,
      'Nothing: only the person can lift the stop, by sending START.',
    ],
    [
      'NUMBER_STOPPED',
      text({ number: hearNumber(number, 'sms', 'unreachable', heard(-1)) }),
      `The provider reported at ${AT} that SMS cannot reach this number.`,
      'Correct the number of the lead.',
    ],
    [
      'NO_CONSENT',
      profile({ consent: 'opted_out' }),
      'This person has opted out.',
      'Nothing: only the person can opt in again.',
    ],
    [
      'NO_CONSENT',
      { ...profile({ consent: 'unknown' }), settings: { ...settings, requireConsent: true } },
      `The workspace requires consent, and this person's is "unknown".`,
      'Record a consent, or set `requireConsent` to false where the law allows it.',
    ],
    [
      'NO_CHANNEL_CONSENT',
      text({}, { channelConsents: { sms: 'opted_out' } }),
      'This person has opted out of SMS.',
      'Nothing: only the person can opt in again.',
    ],
    [
      'NO_CHANNEL_CONSENT',
      text({}, { channelConsents: undefined }),
      'No consent to SMS is recorded.',
      'Record one by an import (a column such as "sms_consent"), or use another channel.',
    ],
    [
      'ALREADY_BOUGHT',
      { lastOrderOn: '2026-01-03' },
      'This person bought on 2026-01-03.',
      'Nothing: the mission has done its work here.',
    ],
    [
      'NEVER_MAIL',
      profile({ neverMail: true }),
      'The address belongs to a machine, to a role that must not get marketing mail, or to a domain that reaches nobody.',
      'Correct the address.',
    ],
    [
      'NEVER_MAIL',
      domain({ domain: 'mail.acme.com' }),
      'The domain of the address is reserved for examples and reaches nobody.',
      'Correct the address.',
    ],
    [
      'NO_ROUTE',
      text({}, { phone: undefined }),
      'SMS cannot be used: there is no valid phone number.',
      'Import the number.',
    ],
    [
      'DRAFT_BLOCKED',
      { draft: { blocked: 'MISSING_VARIABLE' } },
      'The draft is blocked: MISSING_VARIABLE.',
      'Give the missing fact or mend the template, then start a new mission.',
    ],
    [
      'NOT_APPROVED',
      { approval: undefined },
      'The messages wait for approval.',
      'Approve them: `rex approvals list`.',
    ],
    [
      'NOT_APPROVED',
      decided({ state: 'rejected', reason: 'Too pushy' }),
      'The messages are rejected: Too pushy.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'NOT_APPROVED',
      decided({ state: 'expired' }),
      'The messages are expired.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'NOT_APPROVED',
      decided({ policyVersion: POLICY_VERSION + 1 }),
      'The approval was given under an older policy.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'NOT_APPROVED',
      { draftsBound: false },
      'The drafts are not those that were approved.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'NOT_APPROVED',
      { content: { blocked: 'MISSING_VARIABLE' } },
      'The message can no longer be built: MISSING_VARIABLE.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'NOT_APPROVED',
      { content: { hash: 'another' } },
      'The message differs from the approved one: a name, a template or the sender changed.',
      'Retry the mission to draft and approve anew.',
    ],
    [
      'EVIDENCE_GONE',
      { cited: [citation, { ...citation, words: 'It is free.', unsaid: '"Returns" has expired.' }] },
      'No document bears out "It is free." any more: "Returns" has expired.',
      'Give returns again, so that it says so to customers (`rex knowledge add`), or cancel the mission and start another one.',
    ],
    [
      'NOT_DUE',
      { dueAt: new Date('2026-01-06T10:00:00Z') },
      'Step 1 is due at 2026-01-06T10:00:00.000Z.',
      'Nothing to do but wait.',
    ],
    [
      'FREQUENCY_CAP',
      person({ contacted: [{ key: 'other', at: AT }] }),
      `The last message went out at ${AT}, less than 48 h ago.`,
      'Wait, or raise `frequencyCap` in the settings.',
    ],
    [
      'FREQUENCY_CAP',
      person({ contacted: Array.from({ length: 11 }, (_, i) => ({ key: `k${i}`, at: iso(-50 - i) })) }),
      '11 messages went out in the last 30 days; the cap is 10.',
      'Wait, or raise `frequencyCap` in the settings.',
    ],
    [
      'QUIET_HOURS',
      profile({ timeZone: 'America/Los_Angeles' }),
      'It is Monday 02:00 in America/Los_Angeles; the window opens at 2026-01-05T17:00:00.000Z.',
      'Wait, or widen `sendWindow` in the settings.',
    ],
    [
      'DOMAIN_UNHEALTHY',
      { domain: undefined },
      'The mission has no sending domain.',
      'Add a sending domain.',
    ],
    [
      'DOMAIN_UNHEALTHY',
      domain({ ownership: { state: 'pending', challenge: 'c' } }),
      'Nobody has proven yet that mail.acme.example is yours.',
      'Set its TXT record and run "rex domains verify mail.acme.example".',
    ],
    ['DOMAIN_UNHEALTHY', domain({ status: 'paused' }), 'mail.acme.example is paused.', 'Resume the domain.'],
    [
      'DOMAIN_UNHEALTHY',
      domain({ reputation: 0.123 }),
      'mail.acme.example has a reputation of 0.12, below 0.7.',
      'Let the domain rest, or add another.',
    ],
    [
      'WARMING_DOMAIN',
      domain({ tier: 'warming', warmup: { state: 'held', day: 3, cap: 36, on: '2026-01-04' } }),
      'The warmup of mail.acme.example is held, since too much of its mail was put off, bounced or complained about; dormant leads wait until that is over.',
      'Wait, a week at most, or add another domain.',
    ],
    [
      'WARMUP_CAP',
      left({ domain: 0 }),
      'mail.acme.example has reached its daily limit.',
      'Wait, or add a domain.',
    ],
    [
      'RISK_BUDGET',
      riskedSoFar('all', { bounce: 7_900_000 }),
      'mail.acme.example has spent 7.9 of the 8 bounces that it may expect today at all mailbox providers together; this e-mail would add 0.16.',
      'Wait for the next day, add a domain, have addresses verified, or raise `rules.pauseBounceRate` in the settings.',
    ],
    [
      'RISK_BUDGET',
      riskedSoFar('other', { complaint: 1_600_000 }),
      'mail.acme.example has spent 1.6 of the 1.6 complaints that it may expect today at all but the large mailbox providers; this e-mail would add 0.0004.',
      'Wait for the next day, add a domain, have addresses verified, or raise `rules.pauseComplaintRate` in the settings.',
    ],
    [
      'INBOX_CAP',
      {
        ...left({ inbox: 0 }),
        mission: { ...mission, reservation: { crew: 'c', inbox: 'ann', quotas: [], epoch: 1, until: AT } },
      },
      'ann has reached its daily limit.',
      'Wait, or add an inbox to the domain.',
    ],
    [
      'INBOX_CAP',
      left({ inbox: 0 }),
      'The sender has reached its daily limit.',
      'Wait, or add an inbox to the domain.',
    ],
    [
      'CHANNEL_CAP',
      text(left({ channel: 0 })),
      "The day's limit of SMS is reached.",
      'Wait, or raise `channels.sms.dailyLimit` in the settings.',
    ],
    [
      'DAILY_BUDGET',
      left({ workspace: 0 }),
      "The day's budget of 10000 messages is spent.",
      'Wait, or raise `dailyBudget` in the settings.',
    ],
  ];

const explanations = (context: SendContext) =>
  Object.fromEntries(allVerdicts(context).map(({ code, verdict }) => [code, verdict.explanation]));

describe('the explanations of the guards', () => {
  it('do not advise to retry what has ended', () => {
    const reason = 'The mission was cancelled.';
    const mission = { ...free.mission, state: 'CANCELLED' as const };
    const context = { ...free, ...decided({ state: 'void', reason }), mission };
    expect(allVerdicts(context).find(({ code }) => code === 'NOT_APPROVED')?.verdict).toMatchObject({
      explanation: 'The messages are void: The mission was cancelled.',
      unblock: 'Create a new mission.',
    });
  });

  it.each(OBSTACLES)('%s, case %#', (code, change, explanation, unblock) => {
    expect(firstObstacle({ ...free, ...change })).toMatchObject({ code, verdict: { explanation, unblock } });
  });

  it('have a case above for each guard', () => {
    expect(new Set(OBSTACLES.map(([code]) => code))).toEqual(new Set(GUARDS.map(({ code }) => code)));
  });

  it('are complete for an e-mail that may go', () => {
    const context = { ...free, ...decided({ decidedBy: 'Ann', decidedAt: AT }) };
    expect(explanations(context)).toEqual({
      MISSION_STOPPED: 'The mission is executing.',
      PAUSED: 'The workspace is not paused.',
      LIST_STOPPED: 'Its list has not been stopped.',
      CONTACT_LEASE: 'No other part of Rex is speaking to this person.',
      SUPPRESSED: 'This person is not suppressed.',
      HELD: 'No reply from this person waits for a decision.',
      MEETING_BOOKED: 'The person has booked no meeting since the mission began.',
      NOT_BEFORE: 'Rex need not wait for a later day to write to this person.',
      NO_CONSENT: 'Consent is "subscribed".',
      ALREADY_BOUGHT: 'No purchase since the mission began.',
      NEVER_MAIL: "The address is a person's.",
      DRAFT_BLOCKED: 'The draft is complete.',
      NOT_APPROVED: `Ann approved this exact content at ${AT}.`,
      EVIDENCE_GONE: 'The message has nothing from documents.',
      NOT_DUE: 'Step 1 has been due since 2026-01-05T10:00:00.000Z.',
      CANARY: 'The mission has come to this lead.',
      FREQUENCY_CAP: '0 of 10 messages in the last 30 days.',
      QUIET_HOURS: 'It is Monday 10:00 in UTC, within the send window.',
      DOMAIN_UNHEALTHY: 'mail.acme.example has a reputation of 0.90.',
      WARMING_DOMAIN: 'The domain may write to these leads.',
      WARMUP_CAP: 'mail.acme.example may send 100 more today.',
      RISK_BUDGET:
        'mail.acme.example has spent 0 of the 8 bounces that it may expect today; this e-mail adds 0.16.',
      INBOX_CAP: 'The sender may send more today.',
      DAILY_BUDGET: '100 of 10000 messages are left today.',
    });
  });

  it('are complete for a text that may go', () => {
    expect(explanations({ ...free, ...text({}) })).toMatchObject({
      NUMBER_STOPPED: 'Nobody at this number has asked to stop.',
      NO_CHANNEL_CONSENT: 'A consent to SMS is recorded.',
      NO_ROUTE: 'The person can be reached by SMS.',
      CHANNEL_CAP: '100 more may go by SMS today.',
    });
    const started = hearNumber(number, 'sms', 'started', heard(-5));
    const context = text({ number: started }, { channelConsents: undefined });
    expect(explanations({ ...free, ...context })).toMatchObject({
      NO_CHANNEL_CONSENT: 'The person has asked for SMS by sending START.',
    });
  });

  it('name the passages that bear a message out', () => {
    expect(explanations({ ...free, cited: [citation] })).toMatchObject({
      EVIDENCE_GONE:
        'Documents bear out "Returns are free within 30 days." by Returns policy (returns, edition 2, passage 4).',
    });
  });

  it('are complete sentences when something is unknown', () => {
    expect(explanations({ ...free, domain: undefined })).toMatchObject({
      NOT_APPROVED: 'Somebody approved this exact content at ?.',
      WARMUP_CAP: 'The domain may send 100 more today.',
    });
    expect(explanations({ ...free, domain: undefined, ...left({ domain: 0 }) })).toMatchObject({
      WARMUP_CAP: 'The domain has reached its daily limit.',
    });
  });
});
