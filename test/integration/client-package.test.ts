import { execFile, execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { init, parse } from 'es-module-lexer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient } from '../../infra/client/build-client.ts';
import { PROJECT_ROOT } from '../../infra/functions.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

/** Without blocking this process, which has to hear when Rex closes a connection. */
const execute = promisify(execFile);
const consumer = mkdtempSync(join(tmpdir(), 'rex-consumer-'));
const run = async (program: string): Promise<string> => {
  const env = {
    ...process.env,
    REX_URL: rex.url,
    REX_API_KEY: await rex.token('clientone', 'owner'),
  };
  const { stdout } = await execute(process.execPath, [program], { cwd: consumer, env });
  return stdout;
};

let rex: TestRex;
beforeAll(async () => {
  const built = join(consumer, 'built');
  await buildClient(built);
  // As a consumer gets it: packed by npm, unpacked below node_modules, beside its dependency and nothing else.
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], {
      cwd: built,
      encoding: 'utf8',
    }),
  );
  rmSync(built, { recursive: true });
  execFileSync('tar', ['-xzf', filename], { cwd: consumer });
  mkdirSync(join(consumer, 'node_modules'));
  renameSync(join(consumer, 'package'), join(consumer, 'node_modules/rex-client'));
  symlinkSync(join(PROJECT_ROOT, 'node_modules/zod'), join(consumer, 'node_modules/zod'));
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }));
  rex = await shareTestRex();
});
afterAll(async () => {
  await rex?.stop();
  rmSync(consumer, { recursive: true });
});

const TYPESCRIPT = join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc');
const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  module: 'nodenext',
};

/** Compiles a program of a consumer, as strictly as TypeScript can. @returns what is wrong with it */
async function compile(name: string, source: string): Promise<string> {
  writeFileSync(join(consumer, `${name}.ts`), source);
  writeFileSync(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: STRICT, files: [`${name}.ts`] }),
  );
  try {
    await execute(process.execPath, [TYPESCRIPT, '--pretty', 'false'], { cwd: consumer });
    return '';
  } catch (error) {
    return String(Object(error).stdout);
  }
}

const PROGRAM = `
import { ApiError, createClient, type Client } from 'rex-client';
import { contracts } from 'rex-client/contracts';

declare const process: { env: Record<string, string>; stdout: { write(text: string): void } };
const { REX_URL: url = '', REX_API_KEY: key = '' } = process.env;
let asked = 0;
const rex: Client = createClient({ url, token: async () => { asked += 1; return key; }, contracts });
const failed = (error: unknown) => {
  if (!(error instanceof ApiError)) throw error;
  const { code, status, fields } = error;
  return { code, status, fields: fields.map(({ path }) => path) };
};

const { import: { id: importId }, upload } = await rex.createImport({ body: { kind: 'leads', fileName: 'leads.csv' } });
const form = new FormData();
for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
form.set('file', new Blob(['email,first_name\\nann@client.example,Ann\\nbob@client.example,Bob\\n'], { type: 'text/csv' }));
const uploaded = await fetch(upload.url, { method: 'POST', body: form });
let imported = await rex.getImport({ params: { id: importId } });
while (!['COMPLETED', 'FAILED'].includes(imported.state)) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  imported = await rex.getImport({ params: { id: importId } });
}

const once = { body: { type: 'lead_reactivation', params: { steps: 1, dryRun: true } }, headers: { 'idempotency-key': 'client-1' } } as const;
const mission = await rex.createMission(once);
const again = await rex.createMission(once);
for (const name of ['One', 'Two', 'Three']) await rex.createCampaign({ body: { name } });
const campaigns: string[] = [];
for await (const campaign of rex.listCampaigns.each({ query: { limit: 2 } })) campaigns.push(campaign.name);
let pages = 0;
for await (const page of rex.listCampaigns.pages({ query: { limit: 2 } })) pages += Math.sign(page.campaigns.length);
const leads: string[] = [];
for await (const { email } of rex.listLeads.each()) leads.push(email);

const [campaign] = (await rex.listCampaigns({ query: { limit: 1 } })).campaigns;
if (!campaign) throw new Error('No campaign.');
let etag = '';
await rex.getCampaign({ params: { id: campaign.id } }, { onHeaders: (headers) => { etag = headers.get('etag') ?? ''; } });
const edit = { params: { id: campaign.id }, body: { name: 'Renamed' } };
const renamed = await rex.editCampaign({ ...edit, headers: { 'if-match': etag } });
const stale = await rex.editCampaign({ ...edit, headers: { 'if-match': etag } }).catch(failed);
// What a program in JavaScript does.
const blind = await rex.editCampaign(edit as never).catch(failed);
const unknown = await rex.getMission({ params: { id: 'm_00000000000000000000000000' } }).catch(failed);
const wrong = await rex.createMission({ body: { type: 'lead_reactivation', params: { steps: 99 } } }).catch(failed);
const aborted = await rex.listMissions({}, { signal: AbortSignal.abort(new Error('no longer')) }).catch(String);
const late = await rex.listMissions({}, { timeoutMs: 0 }).catch(failed);
const nobody = await createClient({ url }).listMissions().catch(failed);
const health = (await createClient({ url }).health()).status;

process.stdout.write(JSON.stringify({
  uploaded: uploaded.ok, imported: imported.state, same: mission.id === again.id, campaigns, pages, leads, renamed: renamed.name,
  stale, blind, unknown, wrong, aborted, late, nobody, health, asked: asked > 0,
}));
`;

const EVENTS = `
import { createClient } from 'rex-client';

declare const process: { env: Record<string, string>; stdout: { write(text: string): void } };
const { REX_URL: url = '', REX_API_KEY: token = '' } = process.env;
const rex = createClient({ url, token });
const stop = new AbortController();
const onState = (state: 'open' | 'lost') => {
  if (state === 'open') void rex.createMission({ body: { type: 'lead_reactivation', params: { dryRun: true } } });
};
for await (const event of rex.follow({ channels: ['missions'], signal: stop.signal, onState })) {
  if (event.name !== 'mission.created') continue;
  const type: string = event.data.type;
  process.stdout.write(type);
  stop.abort();
}
`;

/** Every line behind a directive must be wrong: TypeScript says so where one is not. */
const WRONG = `
import { createClient, type ErrorCode } from 'rex-client';

const rex = createClient({ url: 'https://rex.example', token: 'key' });
// @ts-expect-error no such operation
rex.createMisson({ body: { type: 'lead_reactivation' } });
// @ts-expect-error no body
rex.createMission();
// @ts-expect-error no such type
rex.createMission({ body: { type: 'lead_revival' } });
// @ts-expect-error a number
rex.createMission({ body: { type: 'lead_reactivation', params: { steps: '3' } } });
// @ts-expect-error no such parameter
rex.createMission({ body: { type: 'lead_reactivation', params: { stepps: 3 } } });
// @ts-expect-error no such state
rex.listMissions({ query: { state: 'ASLEEP' } });
// @ts-expect-error no id
rex.getMission({ params: {} });
// @ts-expect-error its version is needed
rex.editCampaign({ params: { id: 'c' }, body: { name: 'N' } });
// @ts-expect-error no list
rex.getMission.each({ params: { id: 'm' } });
// @ts-expect-error has two lists
for await (const { row } of rex.listImportRows.each({ params: { id: 'i' } })) row.toString();
// @ts-expect-error the answer has no such field
rex.getMission({ params: { id: 'm' } }).then(({ colour }) => colour);
// @ts-expect-error no such channel
rex.follow({ channels: ['weather'], signal: new AbortController().signal });
// @ts-expect-error no such code
const code: ErrorCode = 'TEAPOT';
// @ts-expect-error no address
createClient({ token: 'key' });
// @ts-expect-error a webhook is for who signs
rex.llmWebhook({});
export default code;
`;

describe('the client package', () => {
  it('calls Rex from a strict program: writes, lists, refusals', async () => {
    expect(await compile('program', PROGRAM)).toBe('');
    expect(JSON.parse(await run('program.js'))).toEqual({
      uploaded: true,
      imported: 'COMPLETED',
      same: true,
      campaigns: ['Three', 'Two', 'One'],
      pages: 2,
      leads: expect.arrayContaining(['ann@client.example', 'bob@client.example']),
      renamed: 'Renamed',
      stale: { code: 'PRECONDITION_FAILED', status: 412, fields: ['headers.if-match'] },
      blind: { code: 'PRECONDITION_REQUIRED', status: 428, fields: ['headers.if-match'] },
      unknown: { code: 'NOT_FOUND', status: 404, fields: [] },
      wrong: { code: 'VALIDATION_FAILED', status: 400, fields: ['body.params.steps'] },
      aborted: 'Error: no longer',
      late: { code: 'TIMEOUT', status: 0, fields: [] },
      nobody: { code: 'NO_TOKEN', status: 0, fields: [] },
      health: 'ok',
      asked: true,
    });
  });

  it('follows live events, whose names tell what their data are', async () => {
    expect(await compile('events', EVENTS)).toBe('');
    expect(await run('events.js')).toBe('lead_reactivation');
  });

  it('is wrong to the compiler where a call is wrong', async () => {
    expect(await compile('wrong', WRONG)).toBe('');
  });

  it('has a README whose example compiles', async () => {
    const readme = readFileSync(join(consumer, 'node_modules/rex-client/README.md'), 'utf8');
    const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    expect(example.trim().split('\n')).toHaveLength(10);
    const around =
      'declare const readTokenFromYourVault: () => Promise<string>;\ndeclare const console: Console;\n';
    expect(await compile('readme', around + example)).toBe('');
  });

  it('imports nothing of Node, nothing but zod for the schemas, and stays small', async () => {
    const file = (name: string) => readFileSync(join(consumer, 'node_modules/rex-client', name), 'utf8');
    await init;
    const importsOf = (name: string) => [...new Set(parse(file(name))[0].map(({ n }) => n))];
    expect(importsOf('index.js')).toEqual([]);
    expect(importsOf('contracts.js')).toEqual(['zod']);
    expect(file('index.d.ts')).not.toMatch(/^import|\bimport\(|\bfrom '/m);
    expect(file('index.js').length).toBeLessThan(32_000);
    expect(file('contracts.js').length).toBeLessThan(300_000);
  });
});
