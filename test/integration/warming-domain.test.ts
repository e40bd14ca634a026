import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/clock.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const WORKSPACE = 'warming';
const DOMAIN = `mail.${WORKSPACE}.example`;

let rex: TestRex;
let ws: TestWorkspace;
beforeAll(async () => {
  rex = await startTestRex();
  ws = await openWorkspace(rex, WORKSPACE, {
    domain: { tier: 'warming', targetPerDay: 100 },
    settings: {
      sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      warmup: { volumes: [4, 6, 9] },
    },
  });
});
afterAll(() => rex?.stop());

const standing = async () => (await ws.call('GET', `/api/rex/domains/${DOMAIN}`)).json;

describe('a new domain', () => {
  it('stays on its first day while nothing is sent, and is what the form of a domain says', async () => {
    await rex.advance(3 * DAY);
    expect(await standing()).toMatchObject({ warmup: 'warming', warmupDay: 1, dailyCap: 4, heldUntil: null });
  });

  it('carries a reactivation within what each day of its warmup allows, and grows by it', async () => {
    await ws.importCsv(leadsCsv(Array.from({ length: 19 }, (_, n) => `sleeper${n}@people.example`)));
    const mission = await ws.createMission({ steps: 1 });
    await ws.approve(mission);
    const sent: number[] = [];
    for (let day = 0; day < 6 && (await ws.mails()).length < 19; day++) {
      const before = (await ws.mails()).length;
      await rex.advance(DAY);
      sent.push((await ws.mails()).length - before);
    }
    expect(await ws.mails()).toHaveLength(19);
    await rex.advance(DAY);
    const { warmup, sentByDay } = await standing();
    expect(warmup).toBe('warm');
    expect(sentByDay.map((each: { sent: number }) => each.sent).filter(Boolean)).toEqual([4, 6, 9]);
    expect(sentByDay.map(({ day }: { day: string }) => day)).toEqual(
      sentByDay.map(({ day }: { day: string }) => day).toSorted(),
    );
  });

  it('is warm at once when a person says that it has been used elsewhere', async () => {
    const add = { domain: `post.${WORKSPACE}.example`, tier: 'warming', targetPerDay: 300 };
    expect((await ws.call('POST', '/api/rex/domains/add', add)).json).toMatchObject({ dailyCap: 4 });
    const path = `/api/rex/domains/${add.domain}/tier`;
    expect((await ws.call('POST', path, { tier: 'prewarmed' })).status).toBe(400);
    expect((await ws.call('POST', path, { tier: 'custom' }, { role: 'operator' })).status).toBe(403);
    expect((await ws.call('POST', path, { tier: 'custom' })).json).toMatchObject({
      tier: 'custom',
      warmup: 'warm',
      dailyCap: 300,
    });
  });
});
