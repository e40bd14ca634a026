import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { DynamoWorkspaceStore } from '../../adapters/dynamodb/workspace-store.ts';
import { settingsSchema } from '../../contracts/http/system.ts';
import type { MissionMessage } from '../../contracts/messages/queues.ts';
import { reserve } from '../../domain/resources/reserve.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDomainToPool } from './add-domain-to-pool.ts';
import { checkDomainHealth } from './check-domain-health.ts';
import { getSettings } from './get-settings.ts';
import { listDomains } from './list-domains.ts';
import { putSettings } from './put-settings.ts';
import { readStatus } from './read-status.ts';
import { setPaused } from './set-paused.ts';

const clock: Clock = { now: () => new Date('2026-03-05T12:00:00Z') };
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c1' } as const;
const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
});
/** Nobody waits for a domain. */
const nobody = { send: async () => undefined };
const mailDomain = { domain: 'mail.acme.test', tier: 'custom', targetPerDay: 500 } as const;

describe('a workspace', () => {
  let aws: TestAws;
  let workspaces: DynamoWorkspaceStore;
  beforeAll(async () => {
    aws = await startTestAws();
    workspaces = new DynamoWorkspaceStore(aws.records, aws.events);
  });
  afterAll(() => aws.stop());

  const eventsOf = async (workspace: string) =>
    (await everything(aws.events))
      .filter((event) => event['workspace'] === workspace)
      .map((event) => [event['name'], event['sequence']]);

  it('takes settings, pauses and resumes, and tells each change once', async () => {
    const deps = { workspaces, clock };
    await expect(getSettings(deps, 'one')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const pause = (paused: boolean) => setPaused(deps, { workspace: 'one', paused, cause });
    await expect(pause(true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await putSettings(deps, { workspace: 'one', settings, cause });
    await putSettings(deps, { workspace: 'one', settings, cause });
    await pause(true);
    await pause(true);
    const put = await putSettings(deps, { workspace: 'one', settings: { ...settings, dryRun: true }, cause });
    expect(put).toMatchObject({ paused: true, dryRun: true });
    await pause(false);
    expect(await getSettings(deps, 'one')).toEqual({ ...settings, dryRun: true });
    expect(await eventsOf('one')).toEqual([
      ['workspace.created', 1],
      ['workspace.paused', 2],
      ['workspace.settings-changed', 3],
      ['workspace.resumed', 4],
    ]);
  });

  it('refuses a time zone that does not exist and a window that never opens', async () => {
    const wrong = {
      ...settings,
      timeZone: 'Mars/Base',
      sendWindow: { startHour: 9, endHour: 9, weekdays: [1] },
    };
    await expect(
      putSettings({ workspaces, clock }, { workspace: 'two', settings: wrong, cause }),
    ).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.timeZone' }, { path: 'body.sendWindow.endHour' }],
    });
    expect(await workspaces.get('two')).toBeUndefined();
  });

  it('adds a domain once, even when asked twice at the same time', async () => {
    const deps = { workspaces, clock };
    const told: MissionMessage[] = [];
    const queue = { send: async (messages: readonly MissionMessage[]) => void told.push(...messages) };
    const add = () => addDomainToPool({ ...deps, queue }, { workspace: 'three', ...mailDomain, cause });
    const asked = await Promise.allSettled([add(), add(), add()]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(add()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(told).toEqual([{ kind: 'dispatch-next', workspace: 'three' }]);
    expect(await listDomains(deps, 'three')).toEqual([
      {
        ...mailDomain,
        targetPerDay: undefined,
        status: 'active',
        reputation: 1,
        health: 'excellent',
        warmupDay: 1,
        dailyCap: 500,
        sentToday: 0,
      },
    ]);
    expect(await eventsOf('three')).toEqual([['domain.added', 1]]);
  });

  it('works out the reputation of its domains from seven days, and tells only changes', async () => {
    const deps = { workspaces, clock };
    await addDomainToPool({ ...deps, queue: nobody }, { workspace: 'four', ...mailDomain, cause });
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(0);
    const { domain } = mailDomain;
    const sender = { name: domain, limit: 1e6 };
    const allowance = { workspace: 'four', domain: sender, count: 500, workspaceLimit: 1e6 };
    await workspaces.reserveSends({ ...allowance, day: '2026-02-27' });
    await workspaces.reserveSends({ ...allowance, day: '2026-03-05' });
    for (let i = 0; i < 50; i++) await workspaces.countTrouble('four', '2026-03-01', domain, 'bounced');
    await workspaces.countTrouble('four', '2026-02-26', domain, 'complained');
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(1);
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(0);
    expect(await listDomains(deps, 'four')).toMatchObject([
      { reputation: 0.5, health: 'fair', sentToday: 500 },
    ]);
    expect(await eventsOf('four')).toEqual([
      ['domain.added', 1],
      ['domain.reputation-changed', 2],
    ]);
    expect((await checkDomainHealth(deps, 'nobody', 'c')).changed).toBe(0);
  });

  it('says how things stand, before and after anything was set up', async () => {
    const deps = { workspaces, clock, missions: { countByState: async () => ({ EXECUTING: 2 }) } };
    const fresh = await readStatus(deps, 'five');
    expect(fresh.autonomy).toEqual({ paused: false, dryRun: false });
    expect(fresh.resources.crews[0]).toEqual({ id: 'reactivation', busy: 0, capacity: 3 });
    await putSettings(deps, { workspace: 'five', settings: { ...settings, paused: true }, cause });
    await addDomainToPool({ ...deps, queue: nobody }, { workspace: 'five', ...mailDomain, cause });
    const pool = (await workspaces.getPool('five'))!;
    const terms = { sentToday: {}, minReputation: 0.7 };
    const reserved = reserve(
      pool,
      { missionId: 'm_1', missionType: 'lead_reactivation' },
      clock.now(),
      terms,
    );
    if (!reserved.ok) throw new Error(reserved.missing.sentence);
    await workspaces.savePool(reserved.pool, 'version');
    const status = await readStatus(deps, 'five');
    expect(status).toMatchObject({ missions: { EXECUTING: 2 }, autonomy: { paused: true } });
    expect(status.resources.crews[0]?.busy).toBe(1);
  });
});
