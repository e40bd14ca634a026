import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newPool } from '../../../shared/domains/domain/pool.ts';
import { SendgridStats } from '../../../shared/sending/adapters/sendgrid/sendgrid-stats.ts';
import { compareProviderDays } from '../../../shared/sending/app/compare-provider-days.ts';
import { countHeard, heardBy } from '../../../shared/sending/app/count-heard.ts';
import { applyFeedback, type Feedback } from '../../../shared/sending/domain/send.ts';
import { settingsSchema } from '../../../shared/workspaces/contract/settings.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleSend } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { openStore, type RuntimeStore } from '../store.ts';
import { createStats } from './stats.ts';

const DAY = '2026-03-05';
const START = Date.parse(`${DAY}T12:00:00.000Z`);
const HOUR = 3_600_000;
const DOMAIN = 'mail.acme.example';
const BY_SES = 'other.acme.example';

/** SendGrid's counts behind its own protocol, beside what a workspace with an account of its own was told. */
describe("SendGrid's counts and those of its event webhook", () => {
  let home: string;
  let local: RuntimeStore;
  let server: Server;
  let now: number;
  let asked: string[];
  /** What is answered instead, to the next calls. */
  let answers: { status: number; headers?: Record<string, string>; body?: string; hangUp?: boolean }[];

  const open = async () => {
    const sendgrid = createStats({ store: local, clock: { time: () => now } });
    const { port } = server.address() as AddressInfo;
    const account = { apiKey: 'SG.key', webhookPublicKey: '', baseUrl: `http://127.0.0.1:${port}` };
    const clock = { now: () => new Date(now) };
    const kept = stores(openMemory(), clock);
    const settings = settingsSchema.parse({
      brandName: 'Acme',
      senderName: 'Ann',
      postalAddress: '1 Main Street',
      website: 'https://acme.example',
      channels: { email: { domains: { [DOMAIN]: 'sendgrid' } } },
    });
    await kept.workspaces.save({ workspace: 'acme', version: 1, settings }, 'absent', []);
    await kept.pools.save(newPool('acme'), 'absent');
    const stats = new SendgridStats({ account, fetch, clock });
    const deps = { ...kept, clock, statsOf: (ws: string) => (ws === 'acme' ? stats : undefined) };
    return {
      sendgrid,
      kept,
      stats,
      compare: (workspace = 'acme') => compareProviderDays(deps, workspace, 'c'),
      /** So many e-mails are handed in, taken and delivered, and the webhook tells of some. */
      deliver: async (sent: number, told = sent) => {
        const at = new Date(now);
        for (let n = 0; n < sent; n++) {
          sendgrid.requested(`m${n}`, at);
          sendgrid.note('Send', `m${n}`, { recipient: 'p@shop.example', at });
          sendgrid.note('Delivery', `m${n}`, { recipient: 'p@shop.example', at });
        }
        await hear(kept, told, { kind: 'delivered', at: at.toISOString() });
        for (const domain of [DOMAIN, BY_SES]) await ownAndReserve(kept, domain, sent);
      },
      alerts: async () => (await kept.alerts.list('acme', { limit: 10 })).alerts,
    };
  };
  const hear = (kept: ReturnType<typeof stores>, times: number, feedback: Feedback) => {
    const before = sampleSend({ state: 'sent' });
    const after = applyFeedback(before, feedback);
    return countHeard(
      kept,
      'acme',
      Array.from({ length: times }, () => ({ before, after })).flatMap(heardBy),
    );
  };
  const ownAndReserve = async (kept: ReturnType<typeof stores>, name: string, count: number) => {
    const at = new Date(now).toISOString();
    const pool = await kept.pools.get('acme');
    if (!pool) throw new Error('There is no pool.');
    const owner = { domain: name, version: 1, workspace: 'acme', proof: 'dns', since: DAY, at } as const;
    await kept.domains.save(owner, pool, { owner: 'absent', pool: 'version' }, []);
    const day = at.slice(0, 10);
    expect(
      await kept.pools.reserveSends({
        workspace: 'acme',
        day,
        count,
        workspaceLimit: 10_000,
        domain: { name, limit: 10_000 },
      }),
    ).toBe('reserved');
  };
  let world: Awaited<ReturnType<typeof open>>;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'rex-sendgrid-'));
    local = openStore(join(home, 'local.sqlite'));
    now = START;
    asked = [];
    answers = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const answer = answers.shift();
      if (answer?.hangUp) return void request.socket.destroy();
      if (answer)
        return void response.writeHead(answer.status, answer.headers).end(answer.body ?? '{"errors":[]}');
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
      if (!world.sendgrid.handle(response, pathname, searchParams)) response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    world = await open();
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    local.close();
    rmSync(home, { recursive: true });
  });

  it('stand beside each other, by one call a run, and are counted nowhere else', async () => {
    await world.deliver(30);
    const at = new Date(now);
    world.sendgrid.note('Bounce', 'b1', { recipient: 'x@shop.example', at, bounceType: 'Permanent' });
    world.sendgrid.note('Bounce', 'b2', { recipient: 'y@shop.example', at, bounceType: 'Transient' });
    world.sendgrid.note('Complaint', 'm1', { recipient: 'p@shop.example', at });
    await hear(world.kept, 1, { kind: 'bounced', at: at.toISOString(), permanent: true, diagnostic: 'x' });
    now += HOUR;
    expect(await world.compare()).toBe(0);
    expect(asked).toEqual(['GET /v3/stats?start_date=2026-02-27&end_date=2026-03-05&aggregated_by=day']);
    const known = {
      day: DAY,
      sent: 30,
      heard: { delivered: 30, bounced: 1, complained: 0 },
      told: { delivered: 30, bounced: 2, complained: 1 },
    };
    expect(await world.kept.providerDays.days('acme', DAY, DAY)).toMatchObject([known]);
    expect(await world.compare()).toBe(0);
    expect(await world.kept.providerDays.days('acme', DAY, DAY)).toMatchObject([known]);
    const [{ byProvider } = { byProvider: undefined }] = await world.kept.pools.traffic(DOMAIN, DAY, DAY);
    expect(byProvider?.other).toMatchObject({ sent: 30, bounced: 0, complained: 0 });
  });

  it('raise one alert for a day that is over and of which too much was not told', async () => {
    await world.deliver(40, 12);
    now += 36 * HOUR;
    expect(await world.compare()).toBe(0);
    expect(await world.alerts()).toEqual([]);
    now += HOUR;
    expect(await world.compare()).toBe(1);
    const [alert, ...more] = await world.alerts();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      type: 'sendgrid.webhook-gap',
      severity: 'critical',
      cause: 'sendgrid-webhook-gap',
      count: 1,
      message: expect.stringMatching(/28 of 40 on 2026-03-05 .+ Event Webhook.+\/webhook\/sendgrid\/acme/),
      evidence: { days: [{ day: DAY, sent: 40, missing: 28 }] },
    });
    now += HOUR;
    expect(await world.compare()).toBe(0);
    expect((await world.alerts())[0]?.count).toBe(1);
  });

  it('raise none when everything was told within a day, or others send by the account', async () => {
    await world.deliver(40, 12);
    for (let n = 0; n < 500; n++)
      world.sendgrid.note('Delivery', `foreign${n}`, { recipient: 'q@shop.example', at: new Date(now) });
    now += 20 * HOUR;
    await hear(world.kept, 28, { kind: 'delivered', at: new Date(START).toISOString() });
    now += 17 * HOUR;
    expect(await world.compare()).toBe(0);
    expect(await world.alerts()).toEqual([]);
  });

  it('wait until SendGrid lets them be read, and fail where it gives no usable answer', async () => {
    await world.deliver(40, 0);
    now += 40 * HOUR;
    answers = [{ status: 429, headers: { 'x-ratelimit-reset': String((now + HOUR / 2) / 1000) } }];
    expect(await world.compare()).toBe(0);
    expect((await world.kept.syncs.get('acme'))?.notBefore).toBe(new Date(now + HOUR / 2).toISOString());
    expect(await world.compare()).toBe(0);
    expect(asked).toHaveLength(1);
    now += HOUR;
    const unusable = [
      { status: 401 },
      { status: 503 },
      { status: 200, body: '{}' },
      { status: 200, hangUp: true },
    ];
    for (const answer of unusable) {
      answers = [answer];
      await expect(world.compare()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    }
    expect(await world.compare()).toBe(1);
  });

  it('of an account that workspaces share are not read', async () => {
    expect(await world.compare('other')).toBe(0);
    expect(asked).toEqual([]);
  });

  it('keep what was read last, when two runs read at once', async () => {
    const told = { delivered: 2, bounced: 0, complained: 0 };
    const { providerDays } = world.kept;
    await providerDays.tell('acme', { day: DAY, sent: 2, told, readAt: new Date(START + 2) });
    const late = { delivered: 1, bounced: 0, complained: 0 };
    await providerDays.tell('acme', { day: DAY, sent: 1, told: late, readAt: new Date(START + 1) });
    expect(await providerDays.days('acme', DAY, DAY)).toMatchObject([{ sent: 2, told }]);
  });

  it('count openings and clicks of one mail once where they are unique', async () => {
    const at = new Date(now);
    for (const mail of ['a', 'a', 'b'])
      world.sendgrid.note('Open', mail, { recipient: 'p@shop.example', at });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/stats?start_date=${DAY}`;
    const [{ stats }] = (await (await fetch(url)).json()) as [{ stats: [{ metrics: object }] }];
    expect(stats[0].metrics).toMatchObject({ opens: 3, unique_opens: 2, clicks: 0, unique_clicks: 0 });
    expect((await fetch(url.replace(DAY, 'yesterday'))).status).toBe(400);
  });
});
