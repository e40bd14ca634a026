import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MissionView } from '../../../shared/missions/contract/mission.ts';
import { type FakeHandlers, type FakeRex, problem, startFakeRex } from '../../testing/fake-rex.ts';
import {
  APPROVAL_ID,
  approval,
  IMPORT_IDS,
  importView,
  MISSION_ID,
  mission,
  NOW,
  REPORT,
} from '../../testing/samples.ts';
import { captureStreams } from '../../testing/streams.ts';
import { demo } from '../commands/demo.ts';
import { run } from '../run.ts';

/** A Rex of a few variables that goes through the main job one look at a time. */
class FakeMainJob implements AsyncDisposable {
  readonly uploads: string[] = [];
  hasSettings = false;
  approved = false;
  ending: MissionView['state'] = 'COMPLETED';
  looks = 0;
  usd = 1;
  #server: FakeRex | undefined;

  async start(): Promise<FakeRex> {
    this.#server = await startFakeRex(this.#handlers());
    return this.#server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  asked(operation: string): number {
    return this.#server?.requests.filter((request) => request.operation === operation).length ?? 0;
  }

  #handlers(): FakeHandlers {
    const usage = { services: { SES: { messages: 9, usd: 0.0054 }, SQS: { requests: 5, usd: this.usd } } };
    return {
      'GET /_local/status': () => ({ body: { ready: true, now: NOW } }),
      'POST /_local/token': () => ({ body: { token: 'signed' } }),
      'POST /_local/run-until-idle': () => ({ body: { now: NOW, jumps: 1 } }),
      'GET /_local/usage': () => ({
        body: {
          ...usage,
          services: { ...usage.services, SQS: { requests: 5, usd: this.usd } },
          sesUsd: 0,
          otherUsd: 0,
        },
      }),
      'POST /upload': ({ text }) => {
        this.uploads.push(text);
        return { status: 204 };
      },
      getSettings: () => (this.hasSettings ? { body: SETTINGS } : problem(404, 'NOT_FOUND', 'None yet.')),
      putSettings: ({ body }) => {
        this.hasSettings = true;
        return { body };
      },
      listDomains: () => ({ body: { domains: [] } }),
      addDomain: () => ({ status: 201, body: DOMAIN }),
      createImport: ({ body }) => {
        const kind = JSON.stringify(body).includes('"orders"') ? 'orders' : 'leads';
        const view = importView({ id: IMPORT_IDS[kind], kind, state: 'AWAITING_UPLOAD' });
        const upload = {
          url: `${this.#server?.url}/upload`,
          fields: { key: kind },
          expiresAt: '2999-01-01T00:00:00Z',
        };
        return { status: 201, body: { import: view, upload } };
      },
      getImport: ({ params }) => {
        const kind = params['id'] === IMPORT_IDS.leads ? 'leads' : 'orders';
        const uploaded = this.uploads.some((text) => text.includes(`\r\n${kind}\r\n`));
        return {
          body: importView({ id: IMPORT_IDS[kind], kind, state: uploaded ? 'COMPLETED' : 'AWAITING_UPLOAD' }),
        };
      },
      createMission: () => ({ status: 202, body: { id: MISSION_ID, state: 'QUEUED' } }),
      getMission: () => ({ body: this.#look() }),
      getApproval: () => ({
        body: {
          ...approval(this.approved ? { state: 'approved' } : {}),
          sample: [],
          notes: [],
          quality: null,
        },
      }),
      approve: () => {
        this.approved = true;
        return { body: approval({ state: 'approved' }) };
      },
      listLeads: () => ({ body: { leads: [], cursor: null } }),
    };
  }

  #look(): MissionView {
    this.looks += 1;
    if (this.looks === 1) return mission({ state: 'QUEUED', steps: [] });
    if (!this.approved) return mission({ approvalId: APPROVAL_ID, waitingFor: 'approval' });
    this.usd = 1.018;
    return mission({ approvalId: APPROVAL_ID, state: this.ending, report: REPORT });
  }
}

const SETTINGS = {
  brandName: 'Harbour',
  senderName: 'Elena',
  postalAddress: '12 Quay Street',
  website: 'https://harbour.example',
};

const DOMAIN = {
  domain: 'mail.rex-demo.example',
  tier: 'prewarmed',
  status: 'active',
  ownership: 'verified',
  dnsRecord: null,
  reputation: 1,
  health: 'excellent',
  warmup: 'warm',
  restingSince: null,
  warmupDay: 14,
  dailyCap: 50_000,
  sentToday: 0,
};

let home: string;
let job: FakeMainJob;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rex-demo-'));
  job = new FakeMainJob();
  const server = await job.start();
  await writeFile(join(home, 'local.json'), JSON.stringify({ pid: process.pid, url: server.url }));
  onTestFinished(async () => {
    await job[Symbol.asyncDispose]();
    await rm(home, { recursive: true });
  });
});

async function rexDemo(...options: string[]) {
  const { streams, stdout, stderr } = captureStreams();
  const exitCode = await run({
    argv: ['demo', '--json', ...options],
    commands: [demo],
    environment: { REX_HOME: home },
    streams,
    signal: new AbortController().signal,
  });
  return { exitCode, result: JSON.parse(stdout()), stderr: stderr() };
}

describe('rex demo', () => {
  it('does the main job through the API and prints the result', async () => {
    const done = await rexDemo('--yes', '--count', '10');
    expect(done.exitCode).toBe(0);
    expect(done.result).toMatchObject({
      mission: { id: MISSION_ID, state: 'COMPLETED' },
      import: {
        rows: 12,
        imported: 12,
        duplicates: 0,
        invalidEmail: 0,
        missingEmail: 0,
        optedOut: 0,
        roleAddress: 0,
      },
      holdout: 1,
      messages: { drafted: 60, sent: 54, blocked: 6, blockedBy: { FREQUENCY_CAP: 6 } },
      ab: null,
      incremental: { outcome: 'purchase' },
      decisions: { stateMachine: 6, rules: 1, llm: 0 },
      durationMs: expect.any(Number),
    });
    // Only what was counted since the demo began, over the 9 leads that were e-mailed.
    expect(done.result.usage.SQS.usd).toBeCloseTo(0.018, 6);
    expect(done.result.cost).toMatchObject({ leadsEmailed: 9, sesUsd: 0 });
    expect(done.result.cost.otherUsdPer1000).toBeCloseTo(2, 6);
    expect(job.uploads[0]).toContain('lead_id,first_name');
    expect(job.asked('addDomain')).toBe(1);
  });

  it('approves nothing by itself, and continues an existing mission later', async () => {
    const stopped = await rexDemo('--count', '10');
    expect(stopped.exitCode).toBe(1);
    expect(stopped.result).toMatchObject({ error: { code: 'APPROVAL_REQUIRED' } });
    expect(stopped.stderr).toContain('Recipients');
    expect(job.approved).toBe(false);

    const done = await rexDemo('--yes');
    expect(done).toMatchObject({ exitCode: 0, result: { mission: { state: 'COMPLETED' } } });
    expect(job.asked('createMission')).toBe(1);
    expect(job.asked('createImport')).toBe(2);
    expect(job.uploads).toHaveLength(2);
  });

  it('creates one mission, however often its creation is interrupted', async () => {
    await rexDemo('--count', '10');
    const file = join(home, 'demo', 'state.json');
    const state = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...state, missionId: undefined }));
    await rexDemo('--yes');
    expect(job.asked('createMission')).toBe(2);
    const { idempotencyKey } = JSON.parse(await readFile(file, 'utf8'));
    expect(idempotencyKey).toBe(state.idempotencyKey);
  });

  it('prints a finished demo again, and starts another one with --fresh', async () => {
    const first = await rexDemo('--yes', '--count', '10');
    const looks = job.looks;
    expect((await rexDemo('--yes')).result).toEqual(first.result);
    expect(job.looks).toBe(looks);
    await rexDemo('--yes', '--fresh', '--count', '10');
    await rexDemo('--yes', '--count', '11');
    expect(job.asked('createMission')).toBe(3);
  });

  it('exits 1 when the mission did not complete', async () => {
    job.ending = 'ESCALATED';
    expect(await rexDemo('--yes', '--count', '10')).toMatchObject({
      exitCode: 1,
      result: { mission: { state: 'ESCALATED' } },
    });
  });

  it('refuses options that it cannot use', async () => {
    expect(await rexDemo('--leads', 'x.csv')).toMatchObject({
      exitCode: 2,
      result: { error: { code: 'USAGE' } },
    });
    await writeFile(join(home, 'people.json'), '{}');
    expect((await rexDemo('--people', join(home, 'people.json'))).result).toMatchObject({
      error: { code: 'ALREADY_RUNNING' },
    });
    expect((await rexDemo('--api', 'https://rex.example', '--token', 't')).result).toMatchObject({
      error: { code: 'LOCAL_ONLY' },
    });
  });
});
