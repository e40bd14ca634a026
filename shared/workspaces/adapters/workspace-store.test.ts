import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleEvent } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { domainOwnerKey } from '../../domains/adapters/keys.ts';
import type { DynamoPoolStore } from '../../domains/adapters/pool-store.ts';
import { newPool } from '../../domains/domain/pool.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { settingsSchema } from '../contract/settings.ts';
import type { DynamoWorkspaceStore } from './workspace-store.ts';

const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
});
const event = (sequence: number): RexEvent =>
  sampleEvent(sequence, {
    name: 'workspace.settings-changed',
    channel: 'system',
    aggregate: { type: 'WORKSPACE', id: 'acme' },
  });

describe('DynamoWorkspaceStore', () => {
  let aws: TestAws;
  let store: DynamoWorkspaceStore;
  let pools: DynamoPoolStore;
  beforeAll(async () => {
    aws = await startTestAws();
    ({ workspaces: store, pools } = stores(aws));
  });
  afterAll(() => aws.stop());

  it('saves settings and their event together or not at all, and lists the workspace', async () => {
    expect(await store.get('acme')).toBeUndefined();
    const first = await store.save({ workspace: 'acme', version: 1, settings }, 'absent', [event(1)]);
    await expect(store.save(first, 'absent', [event(2)])).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const second = await store.save({ ...first, settings: { ...settings, paused: true } }, 'version', [
      event(2),
    ]);
    await expect(store.save(first, 'version', [event(3)])).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await store.get('acme')).toEqual(second);
    expect(second).toMatchObject({ version: 2, settings: { paused: true } });
    expect((await everything(aws.events)).map((item) => item['sequence'])).toEqual([1, 2]);
    expect(await store.workspaces()).toEqual(['acme']);
  });

  it('guards the pool by its version', async () => {
    const pool = await pools.save(newPool('acme'), 'absent');
    expect((await pools.save(pool, 'version')).version).toBe(2);
    await expect(pools.save(pool, 'version')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await pools.get('acme'))?.version).toBe(2);
  });

  const own = async (workspace: string, ...domains: string[]): Promise<void> => {
    const at = '2026-01-01T00:00:00.000Z';
    for (const domain of domains) {
      await aws.records.replace(domainOwnerKey(domain), {
        domain,
        version: 1,
        workspace,
        proof: 'dns',
        since: at.slice(0, 10),
        at,
      });
    }
  };

  it('grants sends from a domain only to its owner, and counts its cap once for all', async () => {
    const ask = (workspace: string, count = 1) =>
      pools.reserveSends({
        workspace,
        day: '2026-01-05',
        count,
        workspaceLimit: 100,
        domain: { name: 'shared.test', limit: 10 },
      });
    expect(await ask('first')).toBe('not-owned');
    await own('first', 'shared.test');
    expect(await ask('second')).toBe('not-owned');
    expect(await ask('first', 7)).toBe('reserved');
    await own('second', 'shared.test');
    expect(await ask('first')).toBe('not-owned');
    expect(await ask('second', 4)).toBe('spent');
    expect(await ask('second', 3)).toBe('reserved');
    expect((await pools.day('second', '2026-01-05')).domains['shared.test']).toBe(3);
  });

  it('grants sends from a number only after the number was given to the workspace', async () => {
    const ask = (workspace: string) =>
      pools.reserveSends({
        workspace,
        day: '2026-01-07',
        count: 1,
        workspaceLimit: 100,
        channel: { name: 'sms', limit: 2, sender: '+15005550006' },
      });
    const asked = await Promise.all([ask('first'), ask('second'), ask('third')]);
    expect(asked.toSorted()).toEqual(['not-owned', 'not-owned', 'reserved']);
    const first = ['first', 'second', 'third'][asked.indexOf('reserved')] ?? '';
    expect([await ask(first), await ask(first)]).toEqual(['reserved', 'spent']);
    await pools.giveNumber('fourth', '+15005550006');
    expect([await ask(first), await ask('fourth')]).toEqual(['not-owned', 'reserved']);
    expect((await pools.day('fourth', '2026-01-07')).channels).toEqual({ sms: 1 });
  });

  it('takes sends from both limits or from neither, even on concurrent requests', async () => {
    const allowance = { workspace: 'acme', day: '2026-01-02', count: 10, workspaceLimit: 100 };
    await own('acme', 'a.test', 'b.test');
    await own('inboxes', 'c.test');
    const asks = Array.from({ length: 20 }, () =>
      pools.reserveSends({ ...allowance, domain: { name: 'a.test', limit: 75 } }),
    );
    expect((await Promise.all(asks)).filter((answer) => answer === 'reserved')).toHaveLength(7);
    const other = { ...allowance, domain: { name: 'b.test', limit: 1000 } };
    expect(await pools.reserveSends({ ...other, count: 30 })).toBe('reserved');
    expect(await pools.reserveSends({ ...other, count: 1 })).toBe('spent');
    expect(await pools.reserveSends({ ...other, count: 101, workspaceLimit: 100 })).toBe('spent');
    const [ofDomain] = await pools.traffic('b.test', '2026-01-02', '2026-01-02');
    expect(ofDomain?.byProvider.other).toMatchObject({ sent: 30 });
    const inbox = { address: 'ann@c.test', limit: 5 };
    const domain = { name: 'c.test', limit: 1000 };
    const ofInbox = { ...other, domain, workspace: 'inboxes', workspaceLimit: 1000 };
    expect(await pools.reserveSends({ ...ofInbox, inbox, count: 5 })).toBe('reserved');
    expect(await pools.reserveSends({ ...ofInbox, inbox, count: 1 })).toBe('spent');
    expect(await pools.reserveSends({ ...ofInbox, count: 1 })).toBe('reserved');
    expect(await pools.day('inboxes', '2026-01-02')).toMatchObject({ sent: 6, inboxes: { 'ann@c.test': 5 } });
    const sms = { workspace: 'texts', day: '2026-01-02', workspaceLimit: 100 };
    const channel = { name: 'sms' as const, limit: 3 };
    expect(await pools.reserveSends({ ...sms, channel, count: 3 })).toBe('reserved');
    expect(await pools.reserveSends({ ...sms, channel, count: 1 })).toBe('spent');
    expect(await pools.day('texts', '2026-01-02')).toMatchObject({
      sent: 3,
      channels: { sms: 3 },
      domains: {},
    });
    expect(await pools.day('acme', '2026-01-02')).toEqual({
      day: '2026-01-02',
      sent: 100,
      domains: { 'a.test': 70, 'b.test': 30 },
      channels: {},
      inboxes: {},
    });
    expect(await pools.day('acme', '2026-01-03')).toEqual({
      day: '2026-01-03',
      sent: 0,
      domains: {},
      channels: {},
      inboxes: {},
    });
  });
});
