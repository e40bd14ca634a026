import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasedEntry } from '../../../shared/gdpr/app/erase-lead.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { leadIdOf } from '../../../shared/kernel/ids.ts';
import { addSuppression } from '../../../shared/leads/app/add-suppression.ts';
import { SendgridLists } from '../../../shared/sending/adapters/sendgrid/sendgrid-lists.ts';
import { syncProviderLists } from '../../../shared/sending/app/sync-provider-lists.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { openStore, type RuntimeStore } from '../store.ts';
import { createSuppressions } from './suppressions.ts';

const START = Date.parse('2026-03-05T12:00:00.000Z');
const HOUR = 3_600_000;
const { addressHashOf } = erasureHashes('a secret');

/** SendGrid's lists behind its own protocol, and a workspace with an account of its own. */
describe('the suppressions of a workspace and of SendGrid', () => {
  let home: string;
  let local: RuntimeStore;
  let server: Server;
  let now: number;
  let asked: string[];
  /** What is answered instead, to the next calls. */
  let answers: ({ status: number; headers?: Record<string, string>; hangUp?: boolean } | undefined)[];

  const open = () => {
    const sendgrid = createSuppressions({ store: local, clock: { time: () => now } });
    const { port } = server.address() as AddressInfo;
    const clock = { now: () => new Date(now) };
    const account = {
      account: { apiKey: 'SG.key', webhookPublicKey: '', baseUrl: `http://127.0.0.1:${port}` },
      fetch,
      clock,
    };
    const kept = stores(openMemory());
    const lists = new SendgridLists(account);
    const deps = {
      ...kept,
      clock,
      operatorsWorkspace: '',
      erasedNameOf: addressHashOf,
      accountOf: (ws: string) => (ws === 'acme' ? lists : undefined),
    };
    const list = async () =>
      (await kept.suppressions.page('acme', 'address', { limit: 2_000 })).entries.map(
        ({ value, suppression, suppressedOn }) => [value, (suppression ?? suppressedOn?.email)?.reason],
      );
    const enter = (table: string, email: string, status = '', reason = '') =>
      local.db
        .prepare('INSERT OR IGNORE INTO sendgrid_suppressions VALUES (?, ?, ?, ?, ?)')
        .run(table, email, Math.floor(now / 1000), reason, status);
    return {
      sendgrid,
      account,
      kept,
      deps,
      list,
      enter,
      sync: (workspace = 'acme') => syncProviderLists(deps, workspace, 'c'),
      inUnsubscribes: () =>
        local.db
          .prepare("SELECT email FROM sendgrid_suppressions WHERE list = 'unsubscribes' ORDER BY email")
          .all()
          .map(({ email }) => email),
    };
  };
  let world: ReturnType<typeof open>;

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
      if (answer) return void response.writeHead(answer.status, answer.headers).end('{"errors":[]}');
      const path = new URL(request.url ?? '/', 'http://local').pathname;
      void world.sendgrid.handle(request, response, path).then((known) => {
        if (!known) response.writeHead(404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    world = open();
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    local.close();
    rmSync(home, { recursive: true });
  });

  it('take over who bounced, complained, left or is no address, and nobody who was only blocked', async () => {
    const { sendgrid, enter, sync, list, kept } = world;
    const address = 'gone@shop.example';
    const lead = sampleLead({
      workspace: 'acme',
      id: leadIdOf('acme', address),
      profile: sampleProfile({ identity: address, address }),
    });
    await kept.leads.create(lead);
    const at = new Date(now);
    sendgrid.note('Bounce', { recipient: address, at, bounceType: 'Permanent' });
    sendgrid.note('Bounce', { recipient: 'blocked@shop.example', at, bounceType: 'Transient' });
    sendgrid.note('Complaint', { recipient: 'angry@shop.example', at });
    enter('bounces', 'full@shop.example', '5.2.2', '552 5.2.2 mailbox full');
    enter('invalid_emails', 'typo@shop.example');
    enter('unsubscribes', 'left@shop.example');
    enter('group/7', 'grouped@shop.example');
    now += HOUR;
    expect(await sync()).toEqual({ pulled: 5, pushed: 0, more: false });
    expect((await list()).toSorted()).toEqual([
      ['angry@shop.example', 'complaint'],
      ['gone@shop.example', 'hard_bounce'],
      ['grouped@shop.example', 'unsubscribe'],
      ['left@shop.example', 'unsubscribe'],
      ['typo@shop.example', 'invalid'],
    ]);
    expect((await kept.leads.get('acme', lead.id))?.suppressedOn?.email?.reason).toBe('hard_bounce');
    now += HOUR;
    expect(await sync()).toEqual({ pulled: 0, pushed: 0, more: false });
  });

  it('tell SendGrid whom the workspace does not write to, once a day, and not what came from there', async () => {
    const { deps, enter, sync, inUnsubscribes } = world;
    const about = {
      workspace: 'acme',
      scope: 'workspace',
      reason: 'manual',
      source: 'api',
      correlationId: 'c',
    } as const;
    await addSuppression(deps, { ...about, value: 'ours@shop.example' });
    await addSuppression(deps, { ...about, value: 'texts@shop.example', channels: ['sms'] });
    await addSuppression(deps, { ...about, value: '@domain.example' });
    enter('spam_reports', 'theirs@shop.example');
    now += HOUR;
    expect(await sync()).toEqual({ pulled: 1, pushed: 1, more: false });
    expect(inUnsubscribes()).toEqual(['ours@shop.example']);
    // What comes back is known.
    now += HOUR;
    await addSuppression(deps, { ...about, value: 'later@shop.example' });
    expect(await sync()).toEqual({ pulled: 0, pushed: 0, more: false });
    now += 24 * HOUR;
    expect(await sync()).toEqual({ pulled: 0, pushed: 2, more: false });
    expect(inUnsubscribes()).toEqual(['later@shop.example', 'ours@shop.example']);
  });

  it('do not write down again who was erased', async () => {
    const { deps, enter, sync, list } = world;
    const erased = addressHashOf('acme', 'gone@shop.example');
    await deps.suppressions.add([erasedEntry('acme', erased, new Date(now).toISOString())]);
    // As people write it: the hash is of what it is read as.
    enter('unsubscribes', 'Gone@shop.example');
    enter('bounces', 'gone@shop.example', '5.1.1', '550 5.1.1 no such user');
    enter('unsubscribes', 'left@shop.example');
    now += HOUR;
    expect(await sync()).toMatchObject({ pulled: 1 });
    expect(await list()).toEqual([['left@shop.example', 'unsubscribe']]);
  });

  describe('of somebody whom Rex told SendGrid of for e-mail alone', () => {
    const value = 'texts@shop.example';
    const mailOnly = () =>
      addSuppression(world.deps, {
        workspace: 'acme',
        scope: 'workspace',
        reason: 'manual',
        source: 'api',
        correlationId: 'c',
        value,
        channels: ['email'],
      });
    /** Whom Rex writes to by no channel. */
    const onAll = async () => {
      const { entries } = await world.kept.suppressions.page('acme', 'address', { limit: 10 });
      return entries.filter(({ suppression }) => suppression).map((entry) => entry.value);
    };
    /** As if SendGrid gave the address another time when it is entered again. */
    const renew = () =>
      local.db
        .prepare("UPDATE sendgrid_suppressions SET created = ? WHERE list = 'unsubscribes' AND email = ?")
        .run(Math.floor(now / 1000), value);

    it('leave the other channels alone, day after day', async () => {
      await mailOnly();
      for (let hour = 0; hour < 60; hour++) {
        now += HOUR;
        const { pushed } = await world.sync();
        if (pushed > 0 && hour > 30) renew();
      }
      expect(world.inUnsubscribes()).toEqual([value]);
      expect(await onAll()).toEqual([]);
    });

    it('leave them alone also when Rex died after it had told it', async () => {
      await mailOnly();
      now += HOUR;
      let told = false;
      const suppress = (addresses: readonly string[]) =>
        new SendgridLists(world.account).suppress(addresses).then(() => {
          told = true;
        });
      const dead = {
        ...world.deps,
        accountOf: (ws: string) => {
          const lists = world.deps.accountOf(ws);
          return lists && { page: lists.page.bind(lists), suppress };
        },
        syncs: {
          get: (ws: string) => world.kept.syncs.get(ws),
          save: async (...args: Parameters<typeof world.kept.syncs.save>) => {
            if (told) throw new Error('died');
            return world.kept.syncs.save(...args);
          },
        },
      };
      await expect(syncProviderLists(dead, 'acme', 'c')).rejects.toThrow('died');
      expect(world.inUnsubscribes()).toEqual([value]);
      now += HOUR;
      expect(await world.sync()).toMatchObject({ pushed: 1 });
      now += HOUR;
      await world.sync();
      expect(await onAll()).toEqual([]);
    });

    it('forbid every channel when the person unsubscribes before', async () => {
      world.enter('unsubscribes', value);
      await mailOnly();
      now += HOUR;
      expect(await world.sync()).toMatchObject({ pulled: 1 });
      expect(await onAll()).toEqual([value]);
    });

    it('forbid every channel when the person unsubscribes after', async () => {
      await mailOnly();
      now += HOUR;
      await world.sync();
      now += HOUR / 2;
      renew();
      now += HOUR / 2;
      expect(await world.sync()).toMatchObject({ pulled: 1 });
      expect(await onAll()).toEqual([value]);
    });

    it('forbid every channel when SendGrid itself had said that no mail arrives', async () => {
      world.enter('bounces', value, '5.1.1', '550 5.1.1 no such user');
      now += HOUR;
      await world.sync();
      world.enter('unsubscribes', value);
      now += HOUR;
      expect(await world.sync()).toMatchObject({ pulled: 1 });
      expect(await onAll()).toEqual([value]);
    });
  });

  it('of many are read page by page, through any number of failures, and each person once', async () => {
    const { enter, sync, list } = world;
    for (let n = 0; n < 1_234; n++) {
      enter('unsubscribes', `p${n}@shop.example`);
      if (n % 100 === 0) now += 1000;
    }
    now += HOUR;
    let pulled = 0;
    let failed = 0;
    const pass = (calls: number) => Array.from({ length: calls }, () => undefined);
    answers = [
      // No list.
      { status: 200 },
      // The second page of unsubscribes.
      ...pass(4),
      { status: 503 },
      // The third, after the second has gone through.
      ...pass(4),
      { status: 200, hangUp: true },
    ];
    for (let times = 0; times < 6; times++) {
      try {
        pulled += (await sync()).pulled;
      } catch (error) {
        expect(error).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
        failed += 1;
      }
      // While a window is being read, more people come: they are in the next.
      enter('unsubscribes', `late${times}@shop.example`);
      now += HOUR;
    }
    expect(failed).toBe(3);
    const pages = asked.filter((each) => each.includes('/unsubscribes?'));
    expect(pages.filter((each) => each.endsWith('offset=500')).length).toBe(2);
    const known = await list();
    expect(new Set(known.map(([value]) => value)).size).toBe(known.length);
    expect(known.length).toBe(1_234 + 5);
    expect(pulled).toBeLessThanOrEqual(known.length);
  });

  it('wait until SendGrid lets them, when they were read too often', async () => {
    const { enter, sync } = world;
    enter('bounces', 'gone@shop.example', '5.1.1', '550 5.1.1 no such user');
    now += HOUR;
    answers = [{ status: 429, headers: { 'x-ratelimit-reset': String((now + 600_000) / 1000) } }];
    expect(await sync()).toEqual({ pulled: 0, pushed: 0, more: true });
    const calls = asked.length;
    now += 300_000;
    expect(await sync()).toEqual({ pulled: 0, pushed: 0, more: false });
    expect(asked.length).toBe(calls);
    now += 400_000;
    expect(await sync()).toMatchObject({ pulled: 1 });
  });

  it('of an account that workspaces share stay where they are', async () => {
    world.enter('unsubscribes', 'left@shop.example');
    now += HOUR;
    expect(await world.sync('other')).toEqual({ pulled: 0, pushed: 0, more: false });
    expect(asked).toEqual([]);
  });
});
