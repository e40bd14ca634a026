import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WEIGHT_TABLES, type WeightTable } from '../../engagement/domain/weights.ts';
import { recordFeedback } from './record-feedback.ts';
import { rejudgeEngagements } from './rejudge-engagements.ts';

const AT = '2026-03-05T12:30:00.000Z';
const WORKSPACE = 'acme';
const opened = { kind: 'opened', at: AT, signs: ['gmail_proxy'] } as const;
const clicked = { kind: 'clicked', at: AT, signs: ['filter_network'], link: 'a' } as const;

/** Three people, in three cohorts, to whom one e-mail went: two opened it by Gmail, and a scanner clicked for one. */
async function engaged() {
  const rex = await openOutreach({ people: 3, cohortSize: 1 });
  await rex.start();
  for (const place of [0, 1, 2]) await rex.work(place);
  await recordFeedback(rex.ports, [
    { ref: rex.refOf(1), feedback: opened, provider: 'gmail' },
    { ref: rex.refOf(1), feedback: clicked, provider: 'gmail' },
    { ref: rex.refOf(2), feedback: opened, provider: 'gmail' },
  ]);
  const deps = { ...rex.ports, rejudgeReport: async () => false };
  const rejudge = (cursor?: string) => rejudgeEngagements(deps, WORKSPACE, { cursor });
  const counts = async () => {
    const [day] = await rex.ports.pools.traffic('mail.acme.example', '2026-03-05', '2026-03-05');
    const hour = await rex.ports.analytics.counted(
      WORKSPACE,
      rex.ports.clock.now().toISOString().slice(0, 13),
    );
    const domain = Object.values(day?.byProvider ?? {}).reduce((sum, each) => sum + each.opened, 0);
    return { domain, opened: hour.opened ?? 0, clicked: hour.clicked ?? 0 };
  };
  return { ...rex, rejudge, counts };
}

describe('judging again', () => {
  const tables = WEIGHT_TABLES as WeightTable[];
  const [first] = tables;
  /** By which Gmail's proxy is a machine, and whoever clicks from where mail is filtered a person. */
  const second: WeightTable = {
    ...(first as WeightTable),
    version: 2,
    signs: {
      ...first?.signs,
      gmail_proxy: { opened: -6, clicked: -6 },
      filter_network: { opened: 0, clicked: 0 },
    },
  };
  let before: number;
  beforeEach(() => {
    before = tables.length;
  });
  afterEach(() => {
    tables.length = before;
  });

  it('changes nothing while the table is the one that judged', async () => {
    const rex = await engaged();
    const messages = await rex.messages();
    expect(await rex.rejudge()).toEqual({ table: 1, judged: 0, changed: 0, reports: 0, cursor: null });
    expect(await rex.messages()).toEqual(messages);
    expect(await rex.counts()).toEqual({ domain: 2, opened: 2, clicked: 0 });
  });

  it('moves opens and clicks, what is counted, and what domains are judged by, once', async () => {
    const rex = await engaged();
    tables.push(second);
    // Until then, each message stays as it was judged and counted.
    expect((await rex.messages()).filter(({ openedAt }) => openedAt)).toHaveLength(2);
    expect(await rex.rejudge()).toEqual({ table: 2, judged: 2, changed: 2, reports: 0, cursor: null });
    for (let times = 0; times < 2; times++) {
      const messages = await rex.messages();
      expect(messages.map(({ openedAt, clickedAt }) => [openedAt, clickedAt]).toSorted()).toEqual(
        [
          [null, AT],
          [null, null],
          [null, null],
        ].toSorted(),
      );
      expect(messages.map(({ judgedBy }) => judgedBy).toSorted()).toEqual([1, 2, 2]);
      expect(await rex.counts()).toEqual({ domain: 0, opened: 0, clicked: 1 });
      expect(await rex.rejudge()).toEqual({ table: 2, judged: 0, changed: 0, reports: 0, cursor: null });
    }
  });

  it('of one message happens too when something new is told of it', async () => {
    const rex = await engaged();
    tables.push(second);
    const again = { ...opened, at: '2026-03-05T16:00:00.000Z', signs: [] };
    await recordFeedback(rex.ports, [{ ref: rex.refOf(1), feedback: again, provider: 'gmail' }]);
    expect(await rex.counts()).toEqual({ domain: 2, opened: 2, clicked: 1 });
    expect((await rex.messages()).find(({ leadId }) => leadId === rex.refOf(1).leadId)).toMatchObject({
      openedAt: again.at,
      clickedAt: AT,
      judgedBy: 2,
    });
  });

  it('shows of every open and click how likely it was a person, and why', async () => {
    const rex = await engaged();
    const [first] = (await rex.messages()).filter(({ leadId }) => leadId === rex.refOf(1).leadId);
    expect(first?.engagements).toEqual([
      {
        kind: 'clicked',
        at: AT,
        probability: 0.1192,
        byPerson: false,
        signs: [
          {
            sign: 'filter_network',
            logOdds: -5,
            sentence: 'It came from a network where mail is filtered.',
          },
        ],
      },
      {
        kind: 'opened',
        at: AT,
        probability: 0.7311,
        byPerson: true,
        signs: [
          {
            sign: 'gmail_proxy',
            logOdds: -1,
            sentence: 'Gmail fetched it, mostly when the mail is shown.',
          },
        ],
      },
    ]);
  });

  it('refuses a cursor of another list', async () => {
    const rex = await engaged();
    await expect(rex.rejudge('nonsense')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
