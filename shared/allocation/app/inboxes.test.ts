import { describe, expect, it } from 'vitest';
import { dying } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { billInboxes } from '../../domains/app/bill-inboxes.ts';
import { setInboxCap } from '../../domains/app/set-inbox.ts';
import { DAY } from '../../kernel/clock.ts';
import { pauseInbox } from './pause-inbox.ts';
import { resumeInbox } from './resume-inbox.ts';

const DOMAIN = 'mail.acme.example';
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const change = { workspace: WORKSPACE, domain: DOMAIN, name: 'ann', reason: 'On leave.', cause } as const;

/** A domain with two inboxes. */
async function open() {
  const rex = await openOutreach();
  const set = (name: string, dailyCap: number) =>
    setInboxCap(rex.ports, { workspace: WORKSPACE, domain: DOMAIN, name, dailyCap, cause });
  await set('ann', 50);
  await set('ben', 40);
  const told = (name: string) => rex.told().filter((event) => event.name === name);
  const inboxes = async () => (await rex.pool()).domains.find(({ domain }) => domain === DOMAIN)?.inboxes;
  return { ...rex, set, of: told, inboxes };
}

describe('inboxes', () => {
  it('are added once, and get another cap', async () => {
    const rex = await open();
    await rex.set('ann', 50);
    expect(rex.of('inbox.added').map(({ data }) => data)).toEqual([
      { domain: DOMAIN, inbox: 'ann', dailyCap: 50 },
      { domain: DOMAIN, inbox: 'ben', dailyCap: 40 },
    ]);
    await rex.set('ben', 30);
    expect(rex.of('inbox.changed')).toMatchObject([{ data: { inbox: 'ben', dailyCap: 30 } }]);
    expect(await rex.inboxes()).toMatchObject([{ dailyCap: 50 }, { dailyCap: 30 }]);
    const elsewhere = { workspace: WORKSPACE, domain: 'mail.other.example', name: 'ann', dailyCap: 1, cause };
    await expect(setInboxCap(rex.ports, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (let n = 2; n < 50; n++) await rex.set(`n${n}`, 10);
    await expect(rex.set('one-too-many', 10)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await rex.inboxes()).toHaveLength(50);
  });

  it('are billed once for each month in which they may send, at the price of the workspace', async () => {
    const rex = await open();
    await rex.changeSettings({ mailboxPrice: { cents: 350, currency: 'EUR' } });
    await pauseInbox(rex.ports, { ...change, name: 'ben', missions: 'wait' });
    const bill = () => billInboxes(rex.ports, WORKSPACE, 'c');
    const billed = () =>
      rex
        .of('inbox.billed')
        .map(({ data }) => data)
        .toSorted((a, b) => (String(a['month']) < String(b['month']) ? -1 : 1));
    const dead = { ...rex.ports, pools: dying(rex.ports.pools, 'save') };
    await expect(billInboxes(dead, WORKSPACE, 'c')).rejects.toThrow('dies');
    expect(billed()).toEqual([]);
    expect(await Promise.all([bill(), bill(), bill()])).toContain(1);
    const march = { domain: DOMAIN, inbox: 'ann', month: '2026-03', cents: 350, currency: 'EUR' };
    expect(billed()).toEqual([march]);
    await resumeInbox(rex.ports, { ...change, name: 'ben' });
    expect(await bill()).toBe(1);
    expect(billed()).toEqual([march, { ...march, inbox: 'ben' }]);
    rex.pass(31 * DAY);
    expect([await bill(), await bill()]).toEqual([2, 0]);
    expect(billed().slice(2)).toMatchObject([{ month: '2026-04' }, { month: '2026-04' }]);
  });

  it('send nothing while they are paused, and their missions go on from another one when that is wanted', async () => {
    const rex = await open();
    const mission = await rex.read(rex.id);
    const { reservation } = mission;
    if (!reservation) throw new Error('The mission has a reservation.');
    const holder = { missionId: rex.id, epoch: reservation.epoch, until: reservation.until };
    const pool = await rex.pool();
    await rex.ports.pools.save(
      {
        ...pool,
        domains: pool.domains.map((domain) => ({
          ...domain,
          inboxes: domain.inboxes.map((inbox) =>
            inbox.name === 'ann' ? { ...inbox, holders: [holder] } : inbox,
          ),
        })),
      },
      'version',
    );
    await rex.ports.missions.save({ ...mission, reservation: { ...reservation, inbox: 'ann' } });
    const waits = await pauseInbox(rex.ports, { ...change, missions: 'wait' });
    expect(waits).toEqual({ status: 'paused', missions: [] });
    await pauseInbox(rex.ports, { ...change, missions: 'wait' });
    expect(rex.of('inbox.paused')).toHaveLength(1);
    await rex.work();
    expect(rex.mails).toEqual([]);
    const { missions } = await pauseInbox(rex.ports, { ...change, missions: 'move' });
    expect(missions).toMatchObject([{ missionId: rex.id, moved: true, domain: DOMAIN }]);
    expect((await rex.read(rex.id)).reservation).toMatchObject({ domain: DOMAIN, inbox: 'ben' });
    expect(await resumeInbox(rex.ports, change)).toEqual({ name: 'ann', dailyCap: 50, status: 'active' });
    await expect(
      pauseInbox(rex.ports, { ...change, name: 'nobody', missions: 'wait' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
