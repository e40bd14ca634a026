import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { holdPerson } from '../../../shared/replies/app/hold-person.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleLead, sampleProfile, sampleSend } from '../../../test/support/samples.ts';
import { feedbackHandler } from './handler.ts';

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
    leads = new DynamoLeadStore(aws.records, aws.events);
    replies = new DynamoReplyStore(aws.records, aws.events);
    const ledger = new DynamoSendLedger(aws.records);
    handler = feedbackHandler({
      ledger,
      leads,
      replies,
      workspaces: new DynamoWorkspaceStore(aws.records, aws.events),
      pools: new DynamoPoolStore(aws.records, aws.events),
      counters: new DynamoHourCounters(aws.records),
      clock: systemClock,
    });
    const address = 'jo@mail.example';
    await leads.create(
      sampleLead({
        workspace: 'acme',
        id: LEAD,
        profile: sampleProfile({ identity: address, address }),
        journeys: { [MISSION]: 'c1' },
      }),
    );
    await ledger.claim(
      sampleSend({ workspace: 'acme', missionId: MISSION, cohort: 'c1', leadId: LEAD, step: 1 }),
    );
  });
  afterAll(() => aws.stop());

  it('acknowledges the greeting of the provider, which asks for nothing', async () => {
    expect(await handler({ Records: [record('hello', GREETING)] })).toEqual({ batchItemFailures: [] });
    const ofIdentity = JSON.stringify({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'Hi.' });
    expect(await handler({ Records: [record('hello', ofIdentity)] })).toEqual({ batchItemFailures: [] });
    const kept = await handler({ Records: [record('hello', GREETING), record('junk', 'Hello.')] });
    expect(kept.batchItemFailures).toEqual([{ itemIdentifier: 'junk' }]);
  });

  it('records what comes in one batch with it; a complaint settles what waited for a decision', async () => {
    const numbers = new DynamoContactNumberStore(aws.records, aws.events);
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
    const deps = { leads, replies, numbers, clock: systemClock };
    await holdPerson(deps, { workspace: 'acme', leadId: LEAD, reason: 'reply', message });
    const batch = { Records: [record('hello', GREETING), record('told', JSON.stringify(complaint))] };
    for (let times = 0; times < 2; times++) expect(await handler(batch)).toEqual({ batchItemFailures: [] });
    const lead = await leads.get('acme', LEAD);
    expect([lead?.suppression?.reason, lead?.hold]).toEqual(['complaint', undefined]);
    expect(await replies.get('acme', LEAD, 'mail-1')).toMatchObject({
      decision: { decision: 'suppress', by: 'feedback', note: 'They complained to their provider later.' },
    });
    expect((await replies.list('acme', { state: 'waiting', limit: 10 })).replies).toEqual([]);
  });
});
