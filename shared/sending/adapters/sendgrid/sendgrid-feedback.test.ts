import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../../test/support/samples.ts';
import { applyFeedback, type Send } from '../../domain/send.ts';
import { sendgridAnswerFeedback, sendgridFeedback } from './sendgrid-feedback.ts';
import { sendgridEvents } from './sendgrid-webhook.ts';

const HANDED_IN = '2026-03-04T12:00:00.000Z';
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const ids = {
  workspace: 'acme',
  mission: `m_${'1'.repeat(26)}`,
  cohort: 'utc-0001',
  lead: `l_${'7'.repeat(20)}`,
  step: '2',
  at: HANDED_IN,
};
let made = 0;
/** As SendGrid posts it, with its own fields and our ids side by side. */
const event = (event: string, more: object = {}, seconds = 60) => ({
  email: 'bob@person.example',
  event,
  timestamp: Date.parse(HANDED_IN) / 1000 + seconds,
  'smtp-id': '<x@geopod>',
  sg_event_id: `e${++made}`,
  sg_message_id: 'kg1Phwj1R7-2UjrR6k6qNA.recvd-5f54b5d587-pczjm-1-6189C9A8-2.0',
  ip: '192.0.2.1',
  category: ['a', 'b'],
  ...ids,
  ...more,
});
const read = (events: readonly unknown[], workspace = 'acme') =>
  sendgridEvents(Buffer.from(`${JSON.stringify(events)}\r\n`), workspace);
const told = (...events: readonly object[]) =>
  read(events)
    .flatMap(sendgridFeedback)
    .map(({ feedback: { at: _, ...feedback } }) => feedback);

describe('what an event reports', () => {
  it.each<[string, object, object[]]>([
    ['processed', event('processed'), [{ kind: 'sent', providerMessageId: 'kg1Phwj1R7-2UjrR6k6qNA' }]],
    ['delivered', event('delivered'), [{ kind: 'delivered', providerMessageId: 'kg1Phwj1R7-2UjrR6k6qNA' }]],
    ['deferred', event('deferred', { response: '400 try again later', attempt: '5' }), []],
    [
      'a bounce',
      event('bounce', { type: 'bounce', status: '5.1.1', reason: '550 5.1.1 no such user' }),
      [{ kind: 'bounced', permanent: true, diagnostic: '550 5.1.1 no such user' }],
    ],
    [
      'a bounce that is blocked, whatever its status',
      event('bounce', { type: 'blocked', status: '5.1.1', reason: '550 5.1.1 no such user' }),
      [{ kind: 'bounced', permanent: false, diagnostic: '550 5.1.1 no such user' }],
    ],
    [
      'a bounce for our reputation',
      event('bounce', {
        type: 'bounce',
        status: '5.7.1',
        bounce_classification: 'Reputation',
        reason: '550 no',
      }),
      [{ kind: 'bounced', permanent: false, diagnostic: '550 no' }],
    ],
    [
      'a bounce of a full mailbox',
      event('bounce', { type: 'bounce', status: '5.2.2', reason: '552 5.2.2 mailbox full' }),
      [{ kind: 'bounced', permanent: false, diagnostic: '552 5.2.2 mailbox full' }],
    ],
    [
      'a bounce without a word',
      event('bounce', { type: 'bounce' }),
      [{ kind: 'bounced', permanent: true, diagnostic: 'bounce' }],
    ],
    [
      'a drop for an earlier bounce',
      event('dropped', { reason: 'Bounced Address' }),
      [{ kind: 'bounced', permanent: true, diagnostic: 'SendGrid: Bounced Address' }],
    ],
    [
      'a drop for an earlier unsubscribe',
      event('dropped', { reason: 'Unsubscribed Address' }),
      [{ kind: 'rejected', reason: 'SendGrid: Unsubscribed Address' }, { kind: 'unsubscribed' }],
    ],
    [
      'a drop for an earlier complaint',
      event('dropped', { reason: 'Spam Reporting Address' }),
      [{ kind: 'rejected', reason: 'SendGrid: Spam Reporting Address' }, { kind: 'unsubscribed' }],
    ],
    [
      'a drop of an address that is none',
      event('dropped', { reason: 'Invalid' }),
      [{ kind: 'bounced', permanent: true, diagnostic: 'SendGrid: Invalid' }],
    ],
    [
      'a drop for an error of ours',
      event('dropped', { reason: 'Invalid SMTPAPI header' }),
      [{ kind: 'rejected', reason: 'SendGrid: Invalid SMTPAPI header' }],
    ],
    [
      'another drop',
      event('dropped', { reason: 'Spam Content' }),
      [{ kind: 'rejected', reason: 'SendGrid: Spam Content' }],
    ],
    ['a complaint', event('spamreport'), [{ kind: 'complained' }]],
    ['an unsubscribe', event('unsubscribe'), [{ kind: 'unsubscribed' }]],
    [
      'an unsubscribe of a group',
      event('group_unsubscribe', { asm_group_id: 10 }),
      [{ kind: 'unsubscribed' }],
    ],
    ['a resubscribe, which takes nothing back', event('group_resubscribe', { asm_group_id: 10 }), []],
    ['an open', event('open', { useragent: AGENT, sg_machine_open: false }), [{ kind: 'opened', signs: [] }]],
    [
      'an open by Apple',
      event('open', { useragent: AGENT, sg_machine_open: true }),
      [{ kind: 'opened', signs: ['provider_flag'] }],
    ],
    [
      'a click',
      event('click', { useragent: AGENT, url: 'https://x.example' }),
      [{ kind: 'clicked', signs: [], link: expect.stringMatching(/^.{6}$/) }],
    ],
    [
      'a click in the second in which it was handed in',
      event('click', { useragent: AGENT, url: 'https://x.example' }, 1),
      [{ kind: 'clicked', signs: [], link: expect.stringMatching(/^.{6}$/) }],
    ],
    ['something new', event('levitated'), []],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  it('names the message by our own ids, and keeps no address, network or link', () => {
    const [kept] = read([
      event('click', { useragent: AGENT, url: 'https://x.example/?e=bob@person.example' }),
    ]);
    expect(sendgridFeedback(kept!)[0]?.ref).toEqual({
      workspace: 'acme',
      missionId: ids.mission,
      cohort: 'utc-0001',
      leadId: ids.lead,
      step: 2,
    });
    expect(JSON.stringify(kept)).not.toMatch(/bob@|192\.0\.2|x\.example/);
  });

  it('tells the same of an answer of a member, by its own id', () => {
    const {
      mission: _,
      cohort: __,
      step: ___,
      ...mail
    } = event('bounce', { type: 'bounce', status: '5.1.1' });
    const answered = { ...mail, answer: 'an_1' };
    const [kept, ...more] = read([
      answered,
      { ...answered, answer: '' },
      { ...answered, sg_event_id: 'other', lead: 'x' },
    ]);
    expect(more).toEqual([]);
    expect(JSON.stringify(kept)).not.toMatch(/bob@|192\.0\.2/);
    expect(sendgridFeedback(kept!)).toEqual([]);
    expect(sendgridAnswerFeedback(kept!)).toEqual([
      {
        ref: { workspace: 'acme', leadId: ids.lead, id: 'an_1' },
        feedback: {
          kind: 'bounced',
          at: '2026-03-04T12:01:00.000Z',
          permanent: true,
          diagnostic: 'bounce 5.1.1',
        },
      },
    ]);
    const [ofMission] = read([event('delivered')]);
    expect(sendgridAnswerFeedback(ofMission!)).toEqual([]);
  });

  it('leaves out what is about no message of the workspace, and what came twice', () => {
    const twice = event('delivered');
    const { mission: _, ...ofOthers } = event('delivered');
    expect(
      read([
        twice,
        twice,
        ofOthers,
        { event: 'account_status_change', type: 'compliance_suspend', timestamp: 1 },
        7,
        null,
      ]),
    ).toHaveLength(1);
    expect(read([event('delivered')], 'another')).toEqual([]);
  });

  it.each(['not JSON', '{}', '"x"', ''])('refuses a body that is no list: %s', (body) => {
    expect(() => sendgridEvents(Buffer.from(body), 'acme')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }),
    );
  });
});

it('comes to the same in every order, and when everything comes twice', () => {
  const story = read([
    event('processed', {}, 1),
    event('deferred', {}, 2),
    event('delivered', {}, 3),
    event('open', { useragent: AGENT }, 100),
    event('click', { useragent: AGENT }, 110),
    event('spamreport', {}, 200),
    event('unsubscribe', {}, 210),
  ])
    .flatMap(sendgridFeedback)
    .map(({ feedback }) => feedback);
  const claimed: Send = { ...sampleSend(), state: 'claimed' };
  const ended = (order: typeof story): Send => order.reduce(applyFeedback, claimed);
  const inOrder = ended(story);
  expect(inOrder).toMatchObject({
    state: 'complained',
    unsubscribedAt: expect.any(String),
    openedAt: expect.any(String),
  });
  const { sentAt: _, ...rest } = inOrder;
  for (let n = 1; n < 200; n++) {
    const order = [...story, ...story].toSorted(
      (a, b) => ((n * 7919 * (a.kind.length + a.at.length)) % 13) - ((n * 104729 * b.kind.length) % 17),
    );
    const { sentAt, ...other } = ended(order);
    expect(sentAt).toBeDefined();
    expect(other).toEqual(rest);
  }
});
