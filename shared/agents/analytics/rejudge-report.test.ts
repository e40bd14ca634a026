import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { WEIGHT_TABLES, type WeightTable } from '../../engagement/domain/weights.ts';
import { recordFeedback } from '../../sending/app/record-feedback.ts';
import { rejudgeEngagements } from '../../sending/app/rejudge-engagements.ts';
import { analyzeMission } from './analyze-mission.ts';
import { rejudgeReport } from './rejudge-report.ts';

const AT = '2026-03-05T12:30:00.000Z';
const opened = { kind: 'opened', at: AT, signs: ['gmail_proxy'] } as const;
const clicked = { kind: 'clicked', at: AT, signs: ['filter_network'], link: 'a' } as const;

/** A mission that has ended with a report: two of three opened by Gmail, and a scanner clicked for one, who also answered. */
async function reported() {
  const rex = await openOutreach({ people: 3, cohortSize: 1 });
  await rex.start();
  for (const place of [0, 1, 2]) await rex.work(place);
  await recordFeedback(rex.ports, [
    { ref: rex.refOf(1), feedback: opened, provider: 'gmail' },
    { ref: rex.refOf(1), feedback: clicked, provider: 'gmail' },
    { ref: rex.refOf(1), feedback: { kind: 'replied', at: AT }, provider: 'gmail' },
    { ref: rex.refOf(2), feedback: opened, provider: 'gmail' },
  ]);
  const { attempt } = await rex.read(rex.id);
  await rex.ports.missions.save({
    ...(await rex.read(rex.id)),
    state: 'COLLECTING',
    windowClosesAt: '2026-03-19T12:00:00.000Z',
  });
  await analyzeMission(rex.ports, { workspace: WORKSPACE, missionId: rex.id, attempt });
  await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'COMPLETED' });
  const report = async () => {
    const { report: found } = await rex.read(rex.id);
    if (!found) throw new Error('There is no report.');
    return found;
  };
  const follow = (change: object = {}) => rejudgeReport({ ...rex.ports, ...change }, WORKSPACE, rex.id);
  const deps = { ...rex.ports, rejudgeReport: () => follow() };
  return { ...rex, report, follow, rejudge: () => rejudgeEngagements(deps, WORKSPACE, {}) };
}

describe('the report of a mission that has ended', () => {
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

  it('stays to the letter while the table is the one that judged', async () => {
    const rex = await reported();
    const mission = await rex.read(rex.id);
    expect(mission.report?.messages).toMatchObject({ sent: 3, opened: 2, clicked: 0, replied: 1 });
    expect(await rex.rejudge()).toMatchObject({ judged: 0, changed: 0, reports: 0 });
    expect(await rex.read(rex.id)).toEqual(mission);
  });

  it('follows what was judged again, once, and in nothing else', async () => {
    const rex = await reported();
    const old = await rex.report();
    tables.push(second);
    expect(await rex.rejudge()).toMatchObject({ judged: 2, changed: 2, reports: 1 });
    const mission = await rex.read(rex.id);
    expect(mission.report).toEqual({
      ...old,
      messages: { ...old.messages, opened: 0, clicked: 1 },
      ab: {
        ...old.ab,
        variants: old.ab?.variants.map((each) =>
          each.variant === 'A'
            ? {
                ...each,
                opened: { ...each.opened, count: 0, rate: 0, interval95: expect.anything() },
                clicked: { ...each.clicked, count: 1, rate: 1 / 3, interval95: expect.anything() },
              }
            : each,
        ),
      },
    });
    expect(await rex.rejudge()).toMatchObject({ judged: 0, changed: 0, reports: 0 });
    expect(await rex.read(rex.id)).toEqual(mission);
  });

  it('follows in the next run when the first died between the ledger and the report', async () => {
    const rex = await reported();
    tables.push(second);
    const dies = { ...rex.ports, rejudgeReport: () => Promise.reject(new Error('It dies here.')) };
    await expect(rejudgeEngagements(dies, WORKSPACE, {})).rejects.toThrow('dies');
    expect((await rex.report()).messages.opened).toBe(2);
    expect(await rex.rejudge()).toMatchObject({ judged: 0, reports: 1 });
    expect((await rex.report()).messages.opened).toBe(0);
    await expect(rex.follow({ missions: dying(rex.ports.missions, 'save') })).resolves.toBe(false);
  });

  it('loses nothing that somebody else writes to the mission meanwhile', async () => {
    const rex = await reported();
    tables.push(second);
    await rejudgeEngagements({ ...rex.ports, rejudgeReport: async () => false }, WORKSPACE, {});
    const rename = async () => rex.ports.missions.save({ ...(await rex.read(rex.id)), reason: 'Renamed.' });
    expect(await rex.follow({ missions: meanwhile(rex.ports.missions, 'get', rename) })).toBe(true);
    expect(await rex.read(rex.id)).toMatchObject({
      reason: 'Renamed.',
      report: { messages: { opened: 0, clicked: 1 } },
    });
  });

  it('has nothing of what was opened after its window', async () => {
    const rex = await reported();
    const late = { ...opened, at: '2026-03-20T08:00:00.000Z', signs: [] };
    await recordFeedback(rex.ports, [{ ref: rex.refOf(3), feedback: late, provider: 'other' }]);
    expect(await rex.follow()).toBe(false);
    expect((await rex.report()).messages.opened).toBe(2);
  });

  it('is none for a mission without one, or of another workspace', async () => {
    const rex = await openOutreach();
    expect(await rejudgeReport(rex.ports, WORKSPACE, rex.id)).toBe(false);
    expect(await rejudgeReport(rex.ports, 'beta', rex.id)).toBe(false);
  });
});
