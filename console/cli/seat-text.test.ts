import { expect, it } from 'vitest';
import { SEATS } from '../../shared/lords/registry.ts';
import type { WorkView } from '../../shared/seats/contract/work.ts';
import { renderSeat, renderWork } from './seat-text.ts';

const seatOf = (name: string) => {
  const seat = SEATS.find((each) => each.name === name);
  if (!seat) throw new Error(`There is no ${name}.`);
  return seat;
};
const at = '2026-06-01T10:00:00.000Z';
const work = (fields: Partial<WorkView>): WorkView => ({
  id: 'po_0123456789abcdefghijklmnop',
  version: 1,
  state: 'proposed',
  title: 'Two ways',
  input: {},
  result: {},
  sources: [],
  confidence: null,
  dueAt: null,
  outcome: null,
  createdAt: at,
  createdBy: 'ann',
  updatedAt: at,
  ...fields,
});

it('draws a proposal for people: what it says, its options, how sure it is, what it rests on, and what is next', () => {
  const shares = [
    { party: 'm_1', share: '2400' },
    { party: 'ann', share: '1600' },
  ];
  const option = { shares, fairness: 0.9821, envy: 0.125, method: 'Everybody the same part of their claim' };
  const text = renderWork(
    seatOf('arbiter'),
    'proposal',
    work({
      result: {
        caseId: 'cs_1',
        recommended: 'proportional',
        options: [
          { key: 'proportional', ...option },
          { key: 'talmud', ...option },
        ],
      },
      sources: [{ kind: 'mission', id: 'm_1', says: 'It is queued.\u001b[31m' }],
      confidence: { level: 'very_high', value: 0.98, basis: 'The fairest.' },
    }),
  );
  expect(text).toMatchInlineSnapshot(`
    "Two ways (proposed), po_0123456789abcdefghijklmnop

    2 ways to settle it; proportional is recommended.

    Case  cs_1

    Option        Who gets what         Fairness  Envy   Method
    ------------  --------------------  --------  -----  --------------------------------------
    proportional  m_1: 2400; ann: 1600  0.9821    0.125  Everybody the same part of their claim
    talmud        m_1: 2400; ann: 1600  0.9821    0.125  Everybody the same part of their claim

    Confidence very high (0.98): The fairest.

    It rests on
    - mission m_1: It is queued. [31m (rex missions show m_1)

    Next
    - Make an option of a proposal binding. It is done at once.
      rex council ask arbiter make-arbitration-decision --value proposalId=po_0123456789abcdefghijklmnop --value option=OPTION --value reason=REASON

    Words
    fairness      From 0 to 1: of satisfactions Jain's index, which is 1 where all parties get the same part of what they claim; of an order the part of pairs without envy that is justified.
    envy          The most that a party would rather have what another one has, as a part of its own claim; 0 is none.
    proportional  Everybody gets the same part of their claim.
    talmud        Up to half of all claims is given as equal awards of half claims, and what is above is taken as equal losses."
  `);
});

it('puts what the work says itself into the command', () => {
  const result = {
    title: 'Hello',
    text: 'All.',
    to: ['ann'],
    counts: { slack: 1 },
    digest: 'abc123',
    channels: [],
  };
  const text = renderWork(
    seatOf('herald'),
    'broadcast',
    work({ id: 'bc_1', state: 'awaiting', result: { ...result, approvedBy: null, severity: 'info' } }),
  );
  expect(text).toContain('rex council ask herald approve-broadcast --id bc_1 --value digest=abc123');
  // The channel Slack is no word of plans.
  expect(text).not.toContain('late before the plan');
});

it('says of each figure how many works of which list it is counted from', () => {
  const id = 'pr_0123456789abcdefghijklmnop';
  const two = ['prediction', 'gathering', 'prediction'].map((kind) => ({ kind, id }));
  const text = renderSeat(seatOf('seer'), {
    seat: 'seer',
    title: 'Seer',
    purpose: 'Forecasts.',
    capabilities: [],
    counts: [],
    counted: 0,
    isWhole: true,
    unlisted: [],
    latestAt: null,
    cards: [{ title: 'Open', value: 3, unit: 'count', says: 'To come.', works: two }],
  });
  expect(text).toMatch(/^Open +3 +To come\. +2 of list-predictions, 1 of gathering$/m);
});

it('another work of the seat that a work rests on has the command that shows it', () => {
  const text = renderWork(
    seatOf('arbiter'),
    'analysis',
    work({
      result: { caseId: 'cs_1', causes: [], holders: [], waits: [] },
      sources: [{ kind: 'work', id: 'cs_1', says: 'Both want it.' }],
    }),
  );
  expect(text).toContain('(rex council works arbiter list-cases --id cs_1)');
});
