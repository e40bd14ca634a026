import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { freePort } from '../../infra/local/net.ts';

export interface ListmonkOptions {
  /** The program, in the folder of its source, of which it reads files. */
  readonly binary: string;
  /** `postgres://user:password@host:port/database`. Its tables of listmonk are dropped first. */
  readonly database: string;
  readonly smtpPort: number;
}

export interface Listmonk {
  readonly pid: number;
  /** Limits of sending: workers, messages a second of each, people read at once. Restarts it. */
  limit(limits: { concurrency: number; rate: number; batch: number }): Promise<void>;
  importList(addresses: readonly string[]): Promise<void>;
  /** Resolves when the campaign to everybody who was imported has ended. */
  send(mail: { name: string; subject: string; html: string }): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'bench';
const LOOK_EVERY_MS = 50;
const WITHIN_MS = 120_000;

const ofId = z.object({ data: z.object({ id: z.number() }) });
const ofStatus = z.object({ data: z.object({ status: z.string() }) });
const settingsSchema = z.object({ data: z.looseObject({ smtp: z.array(z.looseObject({})) }) });

/** Installs listmonk into an empty database and starts it, with its settings as they come but for the mail server. */
export async function startListmonk({ binary, database, smtpPort }: ListmonkOptions): Promise<Listmonk> {
  const folder = mkdtempSync(join(tmpdir(), 'listmonk-bench-'));
  const port = await freePort('127.0.0.1');
  const config = join(folder, 'config.toml');
  writeFileSync(config, configOf(database, port), { mode: 0o600 });
  const run = { cwd: dirname(binary), env: { ...process.env, ...adminOf(USER) } };
  const installed = execFileSync('sh', ['-c', '"$0" --config "$1" --install --yes 2>&1', binary, config], {
    ...run,
    encoding: 'utf8',
  });
  const token = /LISTMONK_ADMIN_API_TOKEN="([^"]+)"/.exec(installed)?.[1];
  if (token === undefined) throw new Error(`listmonk was not installed: ${installed.slice(-500)}`);
  const child = spawn(binary, ['--config', config], { ...run, stdio: 'ignore' });
  const ask = asker(`http://127.0.0.1:${port}`, `token ${USER}-api:${token}`);
  await untilUp(ask);
  await changeSettings(ask, (settings) => ({
    ...settings,
    smtp: settings.smtp.slice(0, 1).map((server) => ({
      ...server,
      enabled: true,
      host: '127.0.0.1',
      port: smtpPort,
      auth_protocol: 'none',
      tls_type: 'none',
    })),
  }));
  const list = ofId.parse(
    await ask('POST', '/api/lists', { name: 'bench', type: 'private', optin: 'single' }),
  ).data.id;
  return {
    pid: child.pid ?? 0,
    limit: ({ concurrency, rate, batch }) =>
      changeSettings(ask, (settings) => ({
        ...settings,
        'app.concurrency': concurrency,
        'app.message_rate': rate,
        'app.batch_size': batch,
      })),
    async importList(addresses) {
      const form = new FormData();
      const params = {
        mode: 'subscribe',
        subscription_status: 'confirmed',
        delim: ',',
        lists: [list],
        overwrite: true,
      };
      form.set('params', JSON.stringify(params));
      form.set(
        'file',
        new Blob([['email,name', ...addresses.map((to) => `${to},Somebody`)].join('\n')]),
        'leads.csv',
      );
      await ask('POST', '/api/import/subscribers', form);
      await until(ask, '/api/import/subscribers', 'finished');
      await ask('DELETE', '/api/import/subscribers');
    },
    async send({ name, subject, html }) {
      const created = await ask('POST', '/api/campaigns', {
        ...{ name, subject, lists: [list], type: 'regular', content_type: 'html', messenger: 'email' },
        from_email: 'Elena <elena@mail.rex-bench.example>',
        body: html,
      });
      const path = `/api/campaigns/${ofId.parse(created).data.id}`;
      await ask('PUT', `${path}/status`, { status: 'running' });
      await until(ask, path, 'finished');
    },
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configOf(database: string, port: number): string {
  const { hostname, port: dbPort, username, password, pathname } = new URL(database);
  const text = (value: string): string => JSON.stringify(decodeURIComponent(value));
  return [
    '[app]',
    `address = "127.0.0.1:${port}"`,
    '[db]',
    `host = ${text(hostname)}`,
    `port = ${dbPort || 5432}`,
    `user = ${text(username)}`,
    `password = ${text(password)}`,
    `database = ${text(pathname.slice(1))}`,
    'ssl_mode = "disable"',
    'max_open = 25',
    'max_idle = 25',
    'max_lifetime = "300s"',
    '',
  ].join('\n');
}

const adminOf = (user: string) => ({
  LISTMONK_ADMIN_USER: user,
  LISTMONK_ADMIN_PASSWORD: crypto.randomUUID(),
  LISTMONK_ADMIN_API_USER: `${user}-api`,
});

type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

const asker =
  (url: string, authorization: string): Ask =>
  async (method, path, body) => {
    const isForm = body instanceof FormData;
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    });
    const answer = await response.text();
    if (!response.ok)
      throw new Error(`listmonk: ${method} ${path} answered ${response.status}: ${answer.slice(0, 300)}`);
    return JSON.parse(answer);
  };

/** It starts itself anew to take them. */
async function changeSettings(
  ask: Ask,
  change: (settings: z.infer<typeof settingsSchema>['data']) => object,
): Promise<void> {
  const { data } = settingsSchema.parse(await ask('GET', '/api/settings'));
  await ask('PUT', '/api/settings', change(data));
  await delay(1_500);
  await untilUp(ask);
}

async function untilUp(ask: Ask): Promise<void> {
  for (const end = performance.now() + WITHIN_MS; ; ) {
    try {
      await ask('GET', '/api/health');
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}

async function until(ask: Ask, path: string, status: string): Promise<void> {
  for (const end = performance.now() + WITHIN_MS; performance.now() < end; await delay(LOOK_EVERY_MS)) {
    const { data } = ofStatus.parse(await ask('GET', path));
    if (data.status === status) return;
    if (['failed', 'cancelled', 'paused'].includes(data.status)) throw new Error(`${path} is ${data.status}`);
  }
  throw new Error(`${path} is not ${status} after ${WITHIN_MS / 1_000} s`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
