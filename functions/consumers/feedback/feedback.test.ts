import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../shared/kernel/clock.ts';
import type { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { claimedCopy } from '../../../shared/newsletter/domain/copy.ts';
import type { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { holdPerson } from '../../../shared/replies/app/hold-person.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { enterMessage } from '../../../test/support/messages.ts';
import {
  sampleAnswer,
  sampleLead,
  sampleProfile,
  sampleSend,
  sampleSubscription,
} from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { feedbackHandler } from './handler.ts';

const INVOCATION = { awsRequestId: 'invocation' };
const MISSION = `m_${'1'.repeat(26)}`;
const LEAD = `l_${'7'.repeat(20)}`;
const GREETING = 'Successfully validated SNS topic for Amazon SES event publishing.';

const complaint = {
  eventType: 'Complaint',
  mail: {
    timestamp: '2026-01-05T10:00:00.000Z',
    messageId: 'ses-1',
    tags: { workspace: ['acme'], mission: [MISSION], cohort: ['c1'], lead: [LEAD], step: ['1'] },
  },
  complaint: { timestamp: '2026-01-06T10:00:00.000Z', complaintFeedbackType: 'abuse' },
};
const record = (messageId: string, message: string) => ({
  messageId,
  body: JSON.stringify({ Type: 'Notification', Message: message }),
});

describe('consumers/feedback', () => {
  let aws: TestAws;
  let handler: ReturnType<typeof feedbackHandler>;
  let leads: DynamoLeadStore;
  let replies: DynamoReplyStore;
  beforeAll(async () => {
    aws = await startTestAws();
    const opened = stores(aws);
    ({ leads, replies } = opened);
    handler = feedbackHandler({ ...opened, clock: systemClock });
    const address = 'jo@mail.example';
    await leads.create(
      sampleLead({
        workspace: 'acme',
        id: LEAD,
        profile: sampleProfile({ identity: address, address }),
        journeys: { [MISSION]: 'c1' },
      }),
    );
    await enterMessage(
      opened.ledger,
      sampleSend({ workspace: 'acme', missionId: MISSION, cohort: 'c1', leadId: LEAD, step: 1 }),
    );
  });
  afterAll(() => aws.stop());

  it('acknowledges the setup notification of the provider without an effect', async () => {
    expect(await handler({ Records: [record('hello', GREETING)] }, INVOCATION)).toEqual({
      batchItemFailures: [],
    });
    const ofIdentity = JSON.stringify({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'Hi.' });
    expect(await handler({ Records: [record('hello', ofIdentity)] }, INVOCATION)).toEqual({
      batchItemFailures: [],
    });
    const kept = await handler(
      { Records: [record('hello', GREETING), record('junk', 'Hello.')] },
      INVOCATION,
    );
    expect(kept.batchItemFailures).toEqual([{ itemIdentifier: 'junk' }]);
  });

  it('records the other events of the same batch; a complaint settles waiting replies', async () => {
    const { numbers, inbox } = stores(aws);
    const message = {
      id: 'mail-1',
      receivedAt: '2026-01-05T12:00:00.000Z',
      channel: 'email' as const,
      kind: 'reply' as const,
      evidence: 'no sign of a machine',
      subject: 'Re: Hello',
      text: 'Who are you?',
      missionId: MISSION,
      step: 1,
    };
    const deps = { leads, replies, numbers, inbox, clock: systemClock };
    await holdPerson(deps, { workspace: 'acme', leadId: LEAD, reason: 'reply', message });
    const batch = { Records: [record('hello', GREETING), record('told', JSON.stringify(complaint))] };
    for (let times = 0; times < 2; times++)
      expect(await handler(batch, INVOCATION)).toEqual({ batchItemFailures: [] });
    const lead = await leads.get('acme', LEAD);
    expect([lead?.suppression?.reason, lead?.hold]).toEqual(['complaint', undefined]);
    expect(await replies.get('acme', LEAD, 'mail-1')).toMatchObject({
      decision: { decision: 'suppress', by: 'feedback', note: 'They complained to their provider later.' },
    });
    expect((await replies.list('acme', { state: 'waiting', limit: 10 })).replies).toEqual([]);
  });

  it('tells an answer of a member what became of it, by its own tag', async () => {
    const { answers } = stores(aws);
    const answer = sampleAnswer();
    const { id, leadId } = answer;
    await answers.create(answer, undefined, []);
    const mail = { ...complaint.mail, tags: { workspace: ['acme'], lead: [leadId], answer: [id] } };
    const told = JSON.stringify({ eventType: 'Delivery', mail, delivery: { timestamp: mail.timestamp } });
    for (let times = 0; times < 2; times++)
      expect((await handler({ Records: [record('told', told)] }, INVOCATION)).batchItemFailures).toEqual([]);
    expect(await answers.get({ workspace: 'acme', leadId, id })).toMatchObject({
      state: 'delivered',
      version: 2,
      providerMessageId: 'ses-1',
    });
  });

  it('records what comes beside something that fails, which comes again alone', async () => {
    const opened = stores(aws);
    vi.spyOn(opened.ledger, 'latest').mockRejectedValue(new Error('It cannot be read.'));
    const failing = feedbackHandler({ ...opened, clock: systemClock });
    const answer = sampleAnswer({ id: `a_${'9'.repeat(26)}` });
    const { id, leadId } = answer;
    await opened.answers.create(answer, undefined, []);
    const mail = { ...complaint.mail, tags: { workspace: ['acme'], lead: [leadId], answer: [id] } };
    const told = JSON.stringify({ eventType: 'Delivery', mail, delivery: { timestamp: mail.timestamp } });
    const batch = { Records: [record('bad', JSON.stringify(complaint)), record('good', told)] };
    expect((await failing(batch, INVOCATION)).batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
    expect(await opened.answers.get({ workspace: 'acme', leadId, id })).toMatchObject({ state: 'delivered' });
  });

  it('marks a subscriber by the tags of an issue, or of a mail to confirm', async () => {
    const { subscriptions, copies, suppressions } = stores(aws);
    const issue = `news-${'1'.repeat(26)}`;
    const tell = (of: (typeof READERS)[number], ofIssue: boolean) => {
      const tags = { workspace: ['acme'], newsletter: ['news'], lead: [of.leadId] };
      const mail = { ...complaint.mail, tags: { ...tags, ...(ofIssue ? { issue: [issue] } : {}) } };
      const bounce = { bounceType: 'Permanent', timestamp: mail.timestamp, bouncedRecipients: [] };
      return handler(
        { Records: [record('told', JSON.stringify({ eventType: 'Bounce', mail, bounce }))] },
        INVOCATION,
      );
    };
    const READERS = ['8', '9'].map((digit) => ({
      workspace: 'acme',
      newsletter: 'news',
      leadId: `l_${digit.repeat(20)}`,
    }));
    for (const of of READERS) await subscriptions.save(sampleSubscription(of), []);
    const [reader, asking] = READERS;
    if (!reader || !asking) throw new Error('There are two.');
    await copies.claim(claimedCopy({ ...reader, issue }, 'mail.acme.example', new Date()));
    for (let times = 0; times < 2; times++) {
      expect((await tell(reader, true)).batchItemFailures).toEqual([]);
      expect((await tell(asking, false)).batchItemFailures).toEqual([]);
    }
    for (const of of READERS) {
      expect(await subscriptions.get(of)).toMatchObject({ state: 'bounced', version: 2 });
      const name = { list: 'acme', kind: 'address', name: of.leadId } as const;
      expect((await suppressions.find([name]))[0]?.suppression?.reason).toBe('hard_bounce');
    }
    expect(await stores(aws).issues.counts({ workspace: 'acme', id: issue })).toMatchObject({
      sent: 1,
      bounced: 1,
    });
  });
});
