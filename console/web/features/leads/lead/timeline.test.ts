import { describe, expect, it } from 'vitest';
import type { ExplanationView } from '../../../../../shared/leads/contract/routes.ts';
import { timelineOf } from './timeline.ts';

const LEAD: ExplanationView['lead'] = {
  id: 'l_0123456789abcdefghjk',
  email: 'ada@mail.example',
  firstName: 'Ada',
  lastName: null,
  company: null,
  industry: null,
  employees: null,
  jobTitle: null,
  phone: null,
  linkedinUrl: null,
  channelConsents: {},
  country: null,
  timeZone: null,
  consent: 'subscribed',
  suppressed: null,
  suppressedOn: {},
  held: null,
  notBefore: null,
  flags: [],
  externalIds: [],
  orders: 2,
  lastOrderOn: '2024-01-02',
};
const EMPTY: ExplanationView = {
  lead: LEAD,
  notes: [],
  summary: '',
  missions: [],
  inbound: [],
  answers: [],
  meetings: [],
};
const SENT = {
  id: 'm#1',
  missionId: 'm',
  leadId: LEAD.id,
  step: 1,
  variant: 'a',
  channel: 'email',
  channelReason: null,
  state: 'delivered',
  reason: null,
  subject: 'Hello',
  claimedAt: '2024-03-01T10:00:00.000Z',
  sentAt: '2024-03-01T10:00:01.000Z',
  deliveredAt: '2024-03-01T10:00:05.000Z',
  openedAt: null,
  clickedAt: null,
  repliedAt: null,
  unsubscribedAt: null,
  bookedAt: null,
  bouncedAt: null,
  engagements: [
    { kind: 'opened', at: '2024-03-01T10:00:03.000Z', probability: 0.02, byPerson: false, signs: [] },
  ],
  judgedBy: 1,
  providerMessageId: null,
} as const;
const mission = (sent: readonly (typeof SENT | { readonly sentAt: null })[]) =>
  ({
    ...EMPTY,
    missions: [
      {
        missionId: 'm',
        name: 'Spring',
        state: 'EXECUTING',
        selected: true,
        heldOut: false,
        score: null,
        reasons: [],
        factors: [],
        automation: null,
        sent,
        lostContact: null,
        next: null,
      },
    ],
  }) as unknown as ExplanationView;

describe('the timeline of a lead', () => {
  it('has the latest first, whatever it came from', () => {
    const explanation = {
      ...mission([SENT]),
      inbound: [{ at: '2024-03-02T08:00:00.000Z', kind: 'reply', class: 'interested', text: 'Yes!' }],
    };
    expect(timelineOf(explanation, undefined).map(({ title }) => title)).toEqual([
      'Received: interested',
      'Delivered',
      'Opened by a machine',
      'Hello',
      'Last of 2 orders',
    ]);
  });

  it('says of a message that did not go out what became of it, when it was claimed', () => {
    const [first] = timelineOf(
      mission([{ ...SENT, sentAt: null, deliveredAt: null, state: 'unknown', engagements: [] } as never]),
      undefined,
    );
    expect(first).toMatchObject({ title: 'unknown: Hello', at: SENT.claimedAt, tone: 'warn' });
  });
});
