import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { claimedCopy } from '../../../shared/newsletter/domain/copy.ts';
import { sendgridEvents } from '../../../shared/sending/adapters/sendgrid/sendgrid-webhook.ts';
import { countHeard } from '../../../shared/sending/app/count-heard.ts';
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
import { sendgridHandler } from './handler.ts';

const MISSION = `m_${'1'.repeat(26)}`;
const LEAD = `l_${'7'.repeat(20)}`;
const ANSWER = `an_${'7'.repeat(20)}_${'1'.repeat(20)}`;
const DAY = '2026-01-06';
const AT = `${DAY}T10:00:00.000Z`;

describe('consumers/sendgrid', () => {
  let aws: TestAws;
  let opened: ReturnType<typeof stores>;
  let handler: ReturnType<typeof sendgridHandler>;
  beforeAll(async () => {
    aws = await startTestAws();
    opened = stores(aws);
    const { providerDays } = opened;
    handler = sendgridHandler({
      ...opened,
      clock: systemClock,
      countHeard: (workspace, heard) => countHeard({ providerDays }, workspace, heard),
    });
    const address = 'jo@mail.example';
    const profile = sampleProfile({ identity: address, address });
    await opened.leads.create(
      sampleLead({ workspace: 'acme', id: LEAD, profile, journeys: { [MISSION]: 'c1' } }),
    );
    await enterMessage(
      opened.ledger,
      sampleSend({
        workspace: 'acme',
        missionId: MISSION,
        cohort: 'c1',
        leadId: LEAD,
        step: 1,
        state: 'sent',
      }),
    );
    const answer = sampleAnswer({ workspace: 'acme', id: ANSWER, leadId: LEAD, state: 'claimed' });
    await opened.answers.create(answer, undefined, []);
  });
  afterAll(() => aws.stop());

  /** What SendGrid posts, as the webhook puts it on the queue. */
  const tell = (...told: readonly object[]) => {
    const posted = told.map((each, n) => ({
      email: 'jo@mail.example',
      timestamp: Date.parse(AT) / 1000,
      sg_event_id: `e${n}`,
      sg_message_id: 'sg-1.recvd-1',
      workspace: 'acme',
      lead: LEAD,
      ...each,
    }));
    const events = sendgridEvents(Buffer.from(JSON.stringify(posted)), 'acme');
    expect(events).toHaveLength(told.length);
    const body = JSON.stringify({ workspace: 'acme', events });
    return handler({ Records: [{ messageId: 'm1', body }] });
  };
  const heard = async () => (await opened.providerDays.days('acme', DAY, DAY))[0]?.heard;

  it('tells messages and answers apart by their own ids, and an answer that nobody knows is harmless', async () => {
    const done = await tell(
      { event: 'delivered', mission: MISSION, cohort: 'c1', step: '1' },
      { event: 'delivered', answer: ANSWER },
      { event: 'spamreport', answer: `an_${'9'.repeat(20)}_${'9'.repeat(20)}` },
      { event: 'open', answer: ANSWER },
    );
    expect(done).toEqual({ batchItemFailures: [] });
    const ref = { workspace: 'acme', leadId: LEAD, id: ANSWER };
    expect(await opened.answers.get(ref)).toMatchObject({ state: 'delivered', providerMessageId: 'sg-1' });
    expect(
      await opened.ledger.get({ workspace: 'acme', missionId: MISSION, cohort: 'c1', leadId: LEAD, step: 1 }),
    ).toMatchObject({ state: 'delivered' });
    expect((await opened.leads.get('acme', LEAD))?.suppression).toBeUndefined();
  });

  it('changes nothing when it comes again, late and in disorder', async () => {
    const before = await heard();
    expect(before).toMatchObject({ delivered: 2, complained: 0 });
    const story = ['spamreport', 'delivered', 'processed'].map((event) => ({ event, answer: ANSWER }));
    for (let times = 0; times < 2; times++) expect(await tell(...story)).toEqual({ batchItemFailures: [] });
    const ref = { workspace: 'acme', leadId: LEAD, id: ANSWER };
    expect(await opened.answers.get(ref)).toMatchObject({ state: 'complained', version: 3 });
    expect((await opened.leads.get('acme', LEAD))?.suppression?.reason).toBe('complaint');
    expect(await heard()).toEqual({ ...before, complained: 1 });
  });

  it('marks a subscriber by what stands beside a mail of a newsletter, and counts it once', async () => {
    const before = await heard();
    const issue = `news-${'1'.repeat(26)}`;
    const of = { workspace: 'acme', newsletter: 'news', leadId: `l_${'8'.repeat(20)}` };
    await opened.subscriptions.save(sampleSubscription(of), []);
    await opened.copies.claim(claimedCopy({ ...of, issue }, 'mail.acme.example', new Date(AT)));
    const told = ['spamreport', 'delivered', 'open'].map((event) => ({
      event,
      newsletter: 'news',
      issue,
      lead: of.leadId,
    }));
    for (let times = 0; times < 2; times++) expect(await tell(...told)).toEqual({ batchItemFailures: [] });
    expect(await opened.subscriptions.get(of)).toMatchObject({ state: 'complained', version: 2 });
    expect(await opened.copies.get({ ...of, issue })).toMatchObject({ complainedAt: AT, deliveredAt: AT });
    expect(await heard()).toEqual({
      ...before,
      delivered: (before?.delivered ?? 0) + 1,
      complained: (before?.complained ?? 0) + 1,
    });
    await tell({ event: 'group_unsubscribe', newsletter: 'news', lead: `l_${'6'.repeat(20)}` });
    await opened.subscriptions.save(sampleSubscription({ ...of, leadId: `l_${'5'.repeat(20)}` }), []);
    await tell({ event: 'group_unsubscribe', newsletter: 'news', lead: `l_${'5'.repeat(20)}` });
    const left = await opened.subscriptions.get({ ...of, leadId: `l_${'5'.repeat(20)}` });
    expect(left?.state).toBe('unsubscribed');
  });

  it('records the other parts of a message of which one fails, and has it told again', async () => {
    const of = { workspace: 'acme', newsletter: 'news', leadId: `l_${'4'.repeat(20)}` };
    await opened.subscriptions.save(sampleSubscription(of), []);
    const gone = new RexError('NOT_FOUND', 'Gone.');
    vi.spyOn(opened.answers, 'get').mockRejectedValueOnce(gone);
    vi.spyOn(opened.ledger, 'latest').mockRejectedValueOnce(new Error('It cannot be read.'));
    const told = await tell(
      { event: 'open', mission: MISSION, cohort: 'c1', step: '1' },
      { event: 'open', answer: ANSWER },
      { event: 'group_unsubscribe', newsletter: 'news', lead: of.leadId },
    );
    expect(told.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(await opened.subscriptions.get(of)).toMatchObject({ state: 'unsubscribed' });
  });
});
