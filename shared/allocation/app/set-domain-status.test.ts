import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { missionsOn, type SetDomainStatus, setDomainStatus } from './set-domain-status.ts';

const [FIRST, SECOND] = ['mail.acme.example', 'news.acme.example'];
const PAUSE: SetDomainStatus = {
  workspace: WORKSPACE,
  domain: FIRST,
  status: 'paused',
  event: 'domain.paused',
  cause: { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' },
  reason: 'too many bounces',
};

async function open() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains(FIRST, SECOND);
  return {
    ...rex,
    statuses: async () => (await rex.pool()).domains.map(({ domain, status }) => [domain, status]),
    events: () => rex.told().filter(({ name }) => name.startsWith('domain.')),
  };
}

describe('setDomainStatus', () => {
  it('changes this domain alone, and tells why and at which version', async () => {
    const rex = await open();
    const { version } = await rex.pool();
    const before = await rex.statuses();
    expect(await setDomainStatus(rex.ports, PAUSE)).toMatchObject({ domain: FIRST, status: 'paused' });
    expect(await rex.statuses()).toEqual([[FIRST, 'paused'], before[1]]);
    expect(rex.events()).toMatchObject([
      {
        name: 'domain.paused',
        sequence: version + 1,
        actor: { kind: 'user', id: 'ann' },
        data: { domain: FIRST, reason: 'too many bounces' },
      },
    ]);
    expect(rex.events()[0]?.data).not.toHaveProperty('to');
  });

  it('names the domain that takes over', async () => {
    const rex = await open();
    await setDomainStatus(rex.ports, { ...PAUSE, event: 'domain.rotated', to: SECOND });
    expect(rex.events()).toMatchObject([{ name: 'domain.rotated', data: { domain: FIRST, to: SECOND } }]);
  });

  it('keeps when a domain was rotated out, and how it stood, until it is rotated again', async () => {
    const rex = await open();
    const rotated = async () => (await rex.pool()).domains[0]?.rotated;
    await setDomainStatus(rex.ports, { ...PAUSE, status: 'resting', event: 'domain.rotated' });
    const first = await rotated();
    expect(first).toMatchObject({ by: 'ann', reason: 'too many bounces', reputation: expect.any(Number) });
    await setDomainStatus(rex.ports, {
      ...PAUSE,
      status: 'resting',
      event: 'domain.rotated',
      reason: 'again',
    });
    await setDomainStatus(rex.ports, { ...PAUSE, status: 'active', event: 'domain.resumed' });
    expect(await rotated()).toEqual(first);
    await setDomainStatus(rex.ports, PAUSE);
    expect(await rotated()).toEqual(first);
  });

  it('changes and tells nothing when the domain has the status already', async () => {
    const rex = await open();
    await setDomainStatus(rex.ports, PAUSE);
    const before = rex.records();
    await setDomainStatus(rex.ports, PAUSE);
    expect(rex.records()).toEqual(before);
    expect(rex.events()).toHaveLength(1);
  });

  it('keeps what somebody changed about another domain at the same moment', async () => {
    const rex = await open();
    const pools = meanwhile(rex.ports.pools, 'get', () =>
      setDomainStatus(rex.ports, { ...PAUSE, domain: SECOND }),
    );
    await setDomainStatus({ ...rex.ports, pools }, PAUSE);
    expect(await rex.statuses()).toEqual([
      [FIRST, 'paused'],
      [SECOND, 'paused'],
    ]);
    expect(new Set(rex.events().map(({ sequence }) => sequence)).size).toBe(2);
  });

  it.each([
    ['a domain that is not in the pool', { domain: 'x.example' }],
    ['a workspace without a pool', { workspace: 'beta' }],
  ])('does not find %s, and changes nothing', async (_, change) => {
    const rex = await open();
    const before = rex.records();
    await expect(setDomainStatus(rex.ports, { ...PAUSE, ...change })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(rex.records()).toEqual(before);
  });
});

it('missionsOn names the missions that hold a domain, and no campaign', async () => {
  const rex = await open();
  const [domain] = (await rex.pool()).domains;
  if (!domain) throw new Error('There should be a domain.');
  const holder = { epoch: 1, until: '2026-03-05T13:00:00.000Z' };
  const holders = [`m_${'1'.repeat(26)}`, 'campaign:spring'].map((missionId) => ({ ...holder, missionId }));
  expect(missionsOn({ ...domain, holders } as typeof domain)).toEqual([`m_${'1'.repeat(26)}`]);
});
