import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { effectOf } from '../../shared/autonomy/domain/effect.ts';
import { NO_SYSTEM_SENDER } from '../../shared/sending/contract/system-mail.ts';
import { taskView } from '../../shared/tasks/app/view-task.ts';
import type { ApprovalOfTask, TaskDetail } from '../../shared/tasks/contract/routes.ts';
import { personTask } from '../../shared/tasks/domain/person-task.ts';
import { type FakeHandlers, problem, startFakeRex } from '../testing/fake-rex.ts';
import {
  APPROVAL_ID,
  approval,
  IMPORT_IDS,
  importView,
  MISSION_ID,
  mission,
  NOW,
  REPORT,
  STATUS,
} from '../testing/samples.ts';
import { captureStreams } from '../testing/streams.ts';
import { defineCommand } from './command.ts';
import { COMMANDS } from './command-table.ts';
import { run } from './run.ts';

const LOCAL: FakeHandlers = {
  'GET /_local/status': () => ({ body: { ready: true, now: NOW } }),
  'POST /_local/token': () => ({ body: { token: 'signed' } }),
  'POST /_local/time': () => ({ body: { now: NOW } }),
};

/** Runs the command against a local Rex that answers with `handlers`; at a terminal where `answer` is typed, if it is given. */
async function rex(argv: string[], handlers: FakeHandlers = {}, answer?: string) {
  const fake = await startFakeRex({ ...LOCAL, ...handlers });
  const home = await mkdtemp(join(tmpdir(), 'rex-cli-'));
  onTestFinished(async () => {
    await fake[Symbol.asyncDispose]();
    await rm(home, { recursive: true });
  });
  await writeFile(join(home, 'local.json'), JSON.stringify({ pid: process.pid, url: fake.url }));
  const { streams, stdout, stderr } = captureStreams();
  if (answer !== undefined) {
    Object.assign(streams.stdin, { isTTY: true }).push(`${answer}\n`);
    Object.assign(streams.stderr, { isTTY: true });
  }
  const exitCode = await run({
    argv,
    commands: COMMANDS,
    environment: { REX_HOME: home, REX_API: '' },
    streams,
    signal: new AbortController().signal,
  });
  return { exitCode, stdout: stdout(), stderr: stderr(), requests: fake.requests };
}

const lead = {
  id: 'l_00000000000000000001',
  email: 'ada@post.example',
  firstName: 'Ada',
  lastName: 'L\u001b[2J',
  company: null,
  industry: null,
  employees: null,
  jobTitle: null,
  phone: null,
  country: null,
  timeZone: null,
  linkedinUrl: null,
  channelConsents: {},
  consent: 'subscribed',
  suppressed: null,
  suppressedOn: {},
  held: null,
  notBefore: null,
  flags: [],
  externalIds: [],
  orders: 2,
  lastOrderOn: '2026-01-02',
};

describe('a command', () => {
  it('prints exactly one JSON value of the contract with --json', async () => {
    const done = await rex(['missions', 'show', MISSION_ID, '--json'], {
      getMission: () => ({ body: mission({ state: 'COMPLETED', report: REPORT }) }),
    });
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toMatchObject({ id: MISSION_ID, report: { audience: { selected: 9 } } });
    expect(done.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('prints text for people without it', async () => {
    const done = await rex(['missions', 'show', MISSION_ID], {
      getMission: () => ({ body: mission({ state: 'COMPLETED', report: REPORT }) }),
    });
    expect(done.stdout).toMatch(
      /COMPLETED: The plan is made\.[\s\S]*Against the holdout[\s\S]*Too few to tell\./,
    );
  });

  it('prints what is known of a mission that has no report yet', async () => {
    const { audience, messages } = REPORT;
    const done = await rex(['missions', 'show', MISSION_ID], {
      getMission: () => ({ body: mission({ audience, messages }) }),
    });
    expect(done.stdout).toMatch(/Audience\n[\s\S]*held out +1[\s\S]*Messages\n[\s\S]*delivered +50/);
  });

  it('exits 0 only when it succeeded', async () => {
    const watch = (state: 'COMPLETED' | 'FAILED') =>
      rex(['missions', 'watch', MISSION_ID], { getMission: () => ({ body: mission({ state }) }) });
    expect((await watch('COMPLETED')).exitCode).toBe(0);
    expect((await watch('FAILED')).exitCode).toBe(1);
  });

  it.each([
    ['status', ['status']],
    ['subscribe', ['notifications', 'subscribe', '--email', 'warning']],
    ['doctor', ['doctor', '--outside']],
  ])('%s says that nothing is mailed to members where no sender is set up', async (_, argv) => {
    const member = {
      member: 'ada',
      role: 'admin',
      email: 'ada@post.example',
      phone: null,
      slackUser: null,
      mailTrouble: null,
      channels: { email: { from: 'warning', digestFrom: null } },
      requests: [],
    };
    const asked = (systemMailFrom: string | null) =>
      rex(argv, {
        status: () => ({ body: { ...STATUS, systemMailFrom } }),
        subscribe: () => ({ body: member }),
      });
    expect((await asked(null)).stdout.replaceAll(/\s+/g, ' ')).toContain(NO_SYSTEM_SENDER);
    expect((await asked('rex@system.example')).stdout).not.toContain('systemMailFrom');
  });

  describe('that approves', () => {
    const TASK_ID = 't_00000000000000000000000001';
    const task: TaskDetail = {
      ...taskView(
        personTask({ workspace: 'acme', id: TASK_ID, title: 'A letter', payload: {} }, new Date(NOW)),
      ),
      status: 'awaiting_approval',
      effect: effectOf({ kind: 'email.send', segment: 's', summary: 'Sends one e-mail.' }),
      digest: 'shown',
      explanation: [],
      snapshots: [],
    };
    const decided: ApprovalOfTask = {
      taskId: TASK_ID,
      requiresApproval: true,
      status: 'new',
      approvalId: APPROVAL_ID,
      digest: 'shown',
      effect: task.effect,
      approvedBy: 'ann',
      rejectedBy: null,
      rejectedReason: null,
    };
    const handlers: FakeHandlers = {
      getApproval: () => ({
        body: { ...approval({ digest: 'shown' }), sample: [], notes: [], quality: null },
      }),
      approve: () => ({ body: approval({ state: 'approved' }) }),
      getTask: () => ({ body: task }),
      approveTask: () => ({ body: decided }),
    };
    const sent = ({ requests }: Awaited<ReturnType<typeof rex>>) =>
      requests.find(({ operation }) => operation === 'approve' || operation === 'approveTask')?.body;

    it.each([
      ['approvals', APPROVAL_ID],
      ['tasks', TASK_ID],
    ])('%s: sends the digest that was seen, and nothing else', async (noun, id) => {
      const done = await rex([noun, 'approve', id, '--digest', 'seen'], handlers);
      expect(done).toMatchObject({ exitCode: 0 });
      expect(sent(done)).toEqual({ digest: 'seen' });
      expect((await rex([noun, 'show', id], handlers)).stdout).toMatch(/Digest +shown/);
    });

    it.each([
      ['approvals', APPROVAL_ID],
      ['tasks', TASK_ID],
    ])('%s: approves nothing that nobody has seen', async (noun, id) => {
      const done = await rex([noun, 'approve', id], handlers);
      expect(done.exitCode).toBe(1);
      expect(done.stderr).toContain(`rex ${noun} approve ${id} --digest DIGEST`);
      expect(sent(done)).toBeUndefined();
    });

    it.each([
      ['approvals', APPROVAL_ID, 'y', { digest: 'shown' }],
      ['tasks', TASK_ID, 'y', { digest: 'shown' }],
      ['tasks', TASK_ID, 'n', undefined],
    ])('%s: shows it at a terminal and asks (%s, %s)', async (noun, id, answer, body) => {
      const done = await rex([noun, 'approve', id], handlers, answer);
      expect(done.stderr).toMatch(/Digest +shown[\s\S]*Approve exactly this\?/);
      expect(sent(done)).toEqual(body);
      expect(done.exitCode).toBe(body ? 0 : 1);
    });
  });

  it('says which workspace it means where somebody chose one, and only there', async () => {
    await using fake = await startFakeRex({ listMissions: () => ({ body: { missions: [], cursor: null } }) });
    const list = (argv: string[], environment = {}) =>
      run({
        argv: ['missions', 'list', '--api', fake.url, '--token', 't', ...argv],
        commands: COMMANDS,
        environment,
        streams: captureStreams().streams,
        signal: new AbortController().signal,
      });
    await list([]);
    await list(['--workspace', 'beta']);
    await list([], { REX_WORKSPACE: 'gamma' });
    await list(['--workspace', 'beta'], { REX_WORKSPACE: 'gamma' });
    expect(fake.requests.map(({ headers }) => headers['rex-workspace'])).toEqual([
      undefined,
      'beta',
      'gamma',
      'beta',
    ]);
  });

  it.each([
    [['--token', 't'], {}, '--token says who you are'],
    [[], { REX_TOKEN: 't' }, 'REX_TOKEN is set, but not REX_API'],
  ])(
    'does not take the token of another Rex for leave to act on this machine: %j %j',
    async (argv, environment, said) => {
      const { streams, stderr } = captureStreams();
      const exitCode = await run({
        argv: ['resume', ...argv],
        commands: COMMANDS,
        environment: { ...environment, REX_HOME: '/nowhere' },
        streams,
        signal: new AbortController().signal,
      });
      expect([exitCode, stderr()]).toEqual([2, expect.stringContaining(said)]);
    },
  );

  it('removes control characters from the text of leads', async () => {
    const done = await rex(['leads', 'list'], {
      listLeads: () => ({ body: { leads: [lead], cursor: null } }),
    });
    expect(done.stdout).toContain('ada@post.example');
    expect(done.stdout).not.toContain('\u001b');
  });

  it('signs in with the requested workspace and role', async () => {
    const done = await rex(['token', '--workspace', 'acme', '--role', 'viewer']);
    expect(done.stdout).toBe('signed\n');
    expect(done.requests.at(-1)).toMatchObject({ body: { workspace: 'acme', role: 'viewer' } });
  });

  it('moves the clock by a duration', async () => {
    const done = await rex(['time', 'advance', '2h30m', '--json']);
    expect(JSON.parse(done.stdout)).toEqual({ now: NOW, advancedMs: 9_000_000 });
    // Hour by hour, so that schedules run in between.
    const ways = done.requests.flatMap(({ body }) => Object(body).advanceMs ?? []);
    expect(ways).toEqual([4_500_000, 4_500_000]);
  });
});

describe('an error', () => {
  const refused: FakeHandlers = {
    pause: () =>
      problem(404, 'NOT_FOUND', 'There are no settings.', [{ path: 'workspace', message: 'is new' }]),
  };

  it('is one JSON value on stdout with --json', async () => {
    const failed = await rex(['pause', '--json'], refused);
    expect(failed).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(failed.stdout)).toEqual({
      error: {
        code: 'NOT_FOUND',
        message: 'There are no settings.',
        fields: [{ path: 'workspace', message: 'is new' }],
      },
    });
  });

  it('is a sentence on stderr without it', async () => {
    const failed = await rex(['pause'], refused);
    expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
    expect(failed.stderr).toBe('rex: There are no settings.\n  workspace: is new\n');
  });

  it('in the command line exits 2 and names the field', async () => {
    const failed = await rex(['missions', 'show', 'm_1', '--json']);
    expect(failed.exitCode).toBe(2);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      error: { code: 'USAGE', fields: [{ path: 'MISSION' }] },
    });
    expect((await rex(['missions', 'lst'])).exitCode).toBe(2);
  });

  it.each([
    [
      'an option that is missing',
      ['tasks', 'create', 'seo.audit'],
      '--title: is missing\n--payload: is missing',
    ],
    ['a word for a number', ['missions', 'create', '--steps', 'x'], '--steps: "x" is no number'],
    [
      'a value of no fitting form, by the name that help gives it',
      ['inbox', 'snooze', 'c_0123456789abcdefghjk', '2026-13-01'],
      'WHEN: "2026-13-01" does not fit; --help says what does',
    ],
  ])('says in plain words what is wrong with %s', async (_, argv, said) => {
    const { exitCode, stderr } = await rex([...argv]);
    expect([exitCode, stderr]).toEqual([2, `rex: ${said}\n`]);
  });

  it('calls what the API refuses by the option that it came from, once', async () => {
    const detail = 'Not valid: body.dailyCap: must be at least 1';
    const handlers = {
      setInbox: () =>
        problem(400, 'VALIDATION_FAILED', detail, [{ path: 'body.dailyCap', message: 'must be at least 1' }]),
    };
    const argv = ['inboxes', 'set', 'carl@mail.acme.example', '--daily-cap', '5'];
    const { exitCode, stderr } = await rex(argv, handlers);
    expect([exitCode, stderr]).toEqual([2, 'rex: Not valid: --daily-cap: must be at least 1\n']);
  });

  it('names an option whose field has a longer name', async () => {
    const argv = ['automations', 'add', 'x', '--url', 'https://a.example/webhook/x', '--deadline', '0'];
    expect((await rex(argv)).stderr).toMatch(/^rex: --deadline: /);
  });

  it('says that no Rex is running', async () => {
    const { streams, stdout } = captureStreams();
    const environment = { REX_HOME: join(tmpdir(), 'rex-cli-no-such-home') };
    const { signal } = new AbortController();
    expect(await run({ argv: ['status', '--json'], commands: COMMANDS, environment, streams, signal })).toBe(
      1,
    );
    expect(JSON.parse(stdout())).toMatchObject({ error: { code: 'NOT_RUNNING' } });
  });

  it('names a wrong environment variable', async () => {
    const { streams, stderr } = captureStreams();
    const { signal } = new AbortController();
    const options = { commands: COMMANDS, environment: { REX_PORT: 'many' }, streams, signal };
    expect(await run({ ...options, argv: ['status'] })).toBe(2);
    expect(stderr()).toContain('REX_PORT');
  });

  it('inside the CLI is reported too, and an interruption exits 130', async () => {
    const stop = new AbortController();
    const broken = defineCommand({
      name: 'broken',
      summary: '',
      examples: [],
      input: z.strictObject({}),
      run: () => Promise.reject(new TypeError('boom')),
    });
    const options = { argv: ['broken', '--json'], commands: [broken], environment: {}, signal: stop.signal };
    const first = captureStreams();
    expect(await run({ ...options, streams: first.streams })).toBe(1);
    expect(JSON.parse(first.stdout())).toEqual({ error: { code: 'UNEXPECTED', message: 'boom' } });
    stop.abort();
    const second = captureStreams();
    expect(await run({ ...options, streams: second.streams })).toBe(130);
    expect(JSON.parse(second.stdout())).toMatchObject({ error: { code: 'INTERRUPTED' } });
  });
});

describe('leads', () => {
  const imported = importView({ id: IMPORT_IDS.orders, kind: 'orders' });
  const counts = { ...imported.counts, rows: 9, imported: 0, rejected: 9 };
  const rejections = [
    ...[2, 3, 4, 5, 6, 7].map((row) => ({
      row,
      code: 'NO_DATE',
      reason: 'May be day first or month first: name it with --date-order.',
    })),
    { row: 8, code: 'UNKNOWN_LEAD', reason: 'No lead has x@post.example.' },
  ];
  const handlers: FakeHandlers = {
    createImport: ({ headers }) => ({
      status: 201,
      body: {
        import: { ...imported, state: 'AWAITING_UPLOAD' },
        upload: { url: `http://${headers.host}/upload`, fields: {}, expiresAt: NOW },
      },
    }),
    'POST /upload': () => ({ status: 204 }),
    getImport: () => ({ body: { ...imported, counts } }),
    listImportRows: () => ({ body: { rejections, lookAlikes: [], cursor: 'more' } }),
  };

  it('of which rows were rejected are named with the reasons', async () => {
    const argv = ['leads', 'import', fileURLToPath(import.meta.url), '--kind', 'orders'];
    const { stdout } = await rex(argv, handlers);
    expect(stdout).toContain('  Row 2, 3, 4, 5, 6 and 1 more: May be day first or month first');
    expect(stdout).toContain('  Row 8: No lead has x@post.example.\n  and 2 more: ');
    expect(JSON.parse((await rex([...argv, '--json'], handlers)).stdout)).toMatchObject({
      counts,
      rejections,
    });
  });

  it.each([
    [tmpdir(), 'is a folder'],
    [join(tmpdir(), 'no-such-file.csv'), 'does not exist'],
  ])('are not imported from %s: it %s', async (path, problemOfPath) => {
    const done = await rex(['leads', 'import', path], handlers);
    expect(done).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`${path} ${problemOfPath}`) });
    expect(done.requests).toEqual([]);
  });

  it('of which none has an address are not said to be none at all', async () => {
    const none: FakeHandlers = { listLeads: () => ({ body: { leads: [], cursor: null } }) };
    const { stdout } = await rex(['leads', 'list', '--email', 'nobody@post.example'], none);
    expect(stdout.trim()).toBe('No lead has the address nobody@post.example.');
    expect((await rex(['leads', 'list'], none)).stdout).toContain('rex leads import');
  });
});

describe('what was typed wrong is named, with what would be right', () => {
  const nothingSaved: FakeHandlers = { getSettings: () => problem(404, 'NOT_FOUND', 'No settings.') };
  it.each([
    [
      ['missions', 'create', '--as-of', '31.12.1998'],
      '--as-of: must be a calendar day as YYYY-MM-DD, such as 2026-12-01',
    ],
    [
      ['missions', 'create', '--segment', 'VIP', '--mission', MISSION_ID],
      '--segment is not for missions of type lead_reactivation, but for --type campaign_execution.\n' +
        '--mission is not for missions of type lead_reactivation, but for --type error_recovery.',
    ],
    [
      ['leads', 'import', fileURLToPath(import.meta.url), '--country', 'Germany'],
      '--country: must be the two capital letters of a country, such as DE',
    ],
    [
      ['settings', 'set', '--value', 'brandNam=Acme'],
      'There is no setting brandNam. Did you mean brandName?',
    ],
  ])('%j', async (argv, said) => {
    const done = await rex(argv, nothingSaved);
    expect(done).toMatchObject({ exitCode: 2, stderr: `rex: ${said}\n` });
  });
});

describe('domains and resources', () => {
  const MOVED = {
    missionId: MISSION_ID,
    state: 'EXECUTING',
    domain: 'two.acme.example',
    moved: true,
    needsApproval: true,
    reason: 'It sends from two.acme.example now.',
  };
  const DOMAIN = {
    domain: 'one.acme.example',
    tier: 'custom',
    status: 'paused',
    ownership: 'verified',
    dnsRecord: null,
    reputation: 0.6,
    health: 'fair',
    warmup: 'warm',
    restingSince: null,
    warmupDay: 90,
    dailyCap: 100,
    sentToday: 7,
  };

  it('rotates a domain and lists the missions that need a new approval', async () => {
    const done = await rex(['domains', 'rotate', 'one.acme.example', '--reason', 'Bounces'], {
      rotateDomain: () => ({ body: { domain: DOMAIN, missions: [MOVED] } }),
    });
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(done.stdout).toContain('one.acme.example is paused');
    expect(done.stdout).toContain('rex approvals list --state pending');
    expect(done.requests.at(-1)?.body).toEqual({ domain: 'one.acme.example', reason: 'Bounces' });
  });

  it('adds a domain with its senders, pauses it, and allocates it', async () => {
    const added = await rex(
      ['domains', 'add', 'one.acme.example', '--inboxes', 'ann,ben', '--inbox-cap', '40'],
      {
        addDomain: () => ({ status: 201, body: { ...DOMAIN, status: 'active' } }),
      },
    );
    expect(added.requests.at(-1)?.body).toMatchObject({
      inboxes: [
        { name: 'ann', dailyCap: 40 },
        { name: 'ben', dailyCap: 40 },
      ],
    });
    const paused = await rex(['domains', 'pause', 'one.acme.example'], {
      pauseDomain: () => ({ body: DOMAIN }),
    });
    expect(paused.stdout.trim()).toBe('one.acme.example is paused.');
    const assigned = await rex(['domains', 'assign', '--campaign', 'spring', '--hours', '2'], {
      assignDomain: () => ({
        body: { domain: DOMAIN.domain, holder: 'campaign:spring', epoch: 3, until: NOW, mission: null },
      }),
    });
    expect(assigned.stdout).toContain("one.acme.example is campaign:spring's, until");
  });

  it('shows who holds each resource and who waits', async () => {
    const holders = [{ holder: MISSION_ID, until: NOW }];
    const body = {
      crews: [{ id: 'reactivation', missionTypes: ['lead_reactivation'], capacity: 3, holders }],
      domains: [{ ...DOMAIN, holders, obstacle: 'paused', inboxes: [] }],
      quotas: [{ provider: 'ses', slots: 6, holders }],
      providers: [{ provider: 'openai', burst: 50, perMinute: 500, left: 49 }],
      waiting: [
        {
          missionId: MISSION_ID,
          name: 'Spring',
          type: 'lead_reactivation',
          priority: 50,
          deadline: null,
          createdAt: NOW,
          waitingFor: 'The mission waits for a free crew.',
        },
      ],
    };
    const { stdout } = await rex(['resources'], { listResources: () => ({ body }) });
    for (const text of ['1 of 3', '49 of 50', 'paused', 'The mission waits for a free crew.', MISSION_ID]) {
      expect(stdout).toContain(text);
    }
    const json = await rex(['resources', '--json'], { listResources: () => ({ body }) });
    expect(JSON.parse(json.stdout)).toEqual(body);
  });
});
