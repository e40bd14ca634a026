import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import { getImport } from '../../shared/leads/app/get-import.ts';
import { listImportRows } from '../../shared/leads/app/list-import-rows.ts';
import { startImport } from '../../shared/leads/app/start-import.ts';
import { suppressLead } from '../../shared/leads/app/suppress-lead.ts';
import { everything, startTestAws, type TestAws } from '../support/aws.ts';
import {
  csvOf,
  drain,
  dyingAfter,
  handle,
  type ImportWorld,
  importFile,
  importWorld,
  upload,
} from '../support/import-world.ts';

const DATA = new URL('../../../shared/data/leads/', import.meta.url);
const data = (name: string): Buffer => readFileSync(new URL(name, DATA));

let aws: TestAws;
let world: ImportWorld;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());

/** All records of a workspace but those of the imports themselves. */
async function peopleOf(workspace: string): Promise<Record<string, unknown>[]> {
  const items = await everything(aws.records);
  return items.filter(({ pk }) => new RegExp(`^W#${workspace}#(LEAD|ALIAS|ROSTER)`).test(String(pk)));
}

describe.skipIf(!existsSync(DATA))('the leads and orders of the shared data', () => {
  const workspace = 'cdnow';
  const truth = (): Record<string, number> => JSON.parse(data('truth.json').toString());

  it('give the expected counts, and change nothing the second time', async () => {
    const first = await importFile(aws, world, { workspace, kind: 'leads', content: data('leads.csv') });
    const t = truth();
    expect(first).toMatchObject({ state: 'COMPLETED', progress: { chunks: 5, done: 5 } });
    expect(first.counts).toMatchObject({
      rows: t['rows'],
      imported: t['unique_valid'],
      duplicates: t['duplicates'],
      invalidEmail: t['invalid_email'],
      missingEmail: t['missing_email'],
      rejected: t['invalid_email']! + t['missing_email']!,
      optedOut: t['opted_out'],
      roleAddress: t['role_address'],
      unchanged: 0,
    });
    const orders = await importFile(aws, world, { workspace, kind: 'orders', content: data('orders.csv') });
    expect(orders.counts.rows).toBe(6919);
    expect(orders.counts.imported + orders.counts.unknownLead).toBe(6919);

    const before = await peopleOf(workspace);
    const again = await importFile(aws, world, { workspace, kind: 'leads', content: data('leads.csv') });
    const ordersAgain = await importFile(aws, world, {
      workspace,
      kind: 'orders',
      content: data('orders.csv'),
    });
    expect(await peopleOf(workspace)).toEqual(before);
    expect(again.counts).toMatchObject({
      imported: 0,
      duplicates: 0,
      unchanged: t['unique_valid']! + t['duplicates']!,
    });
    expect(ordersAgain.counts).toEqual({ ...orders.counts, imported: 0, unchanged: orders.counts.imported });
  });
});

describe('a chunk', () => {
  it('that died between any two writes has the same result when it runs again', async () => {
    const content = `${csvOf(12)}\nP90,P3@mail.example,Patricia\nP91,,\nP92,nobody,`;
    const whole = await importFile(aws, world, { workspace: 'whole', kind: 'leads', content });
    const expected = withoutWorkspace(await peopleOf('whole'), 'whole');
    for (const writes of [0, 1, 5, 11]) {
      const workspace = `died${writes}`;
      const ref = await upload(aws, world, { workspace, kind: 'leads', content });
      await startImport(world, ref);
      const [chunk] = world.sent.splice(0);
      await expect(handle({ ...world, leads: dyingAfter(world, writes) }, chunk!)).rejects.toThrow('died');
      await handle(world, chunk!);
      await drain(world);
      const view = await getImport(world, ref);
      expect(view).toMatchObject({ state: 'COMPLETED', counts: whole.counts });
      expect(withoutWorkspace(await peopleOf(workspace), workspace)).toEqual(expected);
    }
  });

  it('is counted once under repeated and concurrent deliveries', async () => {
    const ref = await upload(aws, world, { workspace: 'often', kind: 'leads', content: csvOf(600) });
    await startImport(world, ref);
    const chunks = world.sent.splice(0);
    await Promise.all([...chunks, ...chunks, ...chunks].map((chunk) => handle(world, chunk)));
    await drain(world);
    const view = await getImport(world, ref);
    expect(view).toMatchObject({ state: 'COMPLETED', progress: { chunks: 2, done: 2 } });
    expect(view.counts).toMatchObject({ rows: 600, imported: 600, duplicates: 0 });
    const events = (await everything(aws.events)).filter((event) => event['correlationId'] === ref.importId);
    expect(events.map((event) => event['name'])).toEqual(['lead.import-completed']);
  });

  it('can share a person with chunks that run at the same time', async () => {
    const same = Array.from({ length: 4 }, (_, n) => `S${n},Same@mail.example,${'Sam'.repeat(n + 1)}`);
    const lines = csvOf(1_999).split('\n');
    for (const [n, line] of same.entries()) lines.splice(10 + n * 500, 0, line);
    const content = lines.join('\n');
    const view = await importFile(aws, world, { workspace: 'shared', kind: 'leads', content });
    expect(view.counts).toMatchObject({ rows: 2_003, imported: 2_000, duplicates: 3 });
    const lead = await world.leads.get('shared', leadIdOf('shared', 'same@mail.example'));
    expect(lead?.profile).toMatchObject({ firstName: 'SamSamSamSam', externalIds: ['S0', 'S1', 'S2', 'S3'] });
  });
});

describe('an opt-out', () => {
  it('suppresses the person, also in a duplicate or a later file, and no later file lifts it', async () => {
    const workspace = 'optout';
    const header = 'email,consent\n';
    const first = `${header}a@x.example,subscribed\nA@x.example,unsubscribed\nb@x.example,subscribed\n`;
    await importFile(aws, world, { workspace, kind: 'leads', content: first });
    const a = leadIdOf(workspace, 'a@x.example');
    const b = leadIdOf(workspace, 'b@x.example');
    const suppression = (await world.leads.get(workspace, a))?.suppression;
    expect(suppression).toMatchObject({ reason: 'import_opt_out' });
    const second = `${header}a@x.example,subscribed\nb@x.example,do not contact\n`;
    await importFile(aws, world, { workspace, kind: 'leads', content: second });
    expect((await world.leads.get(workspace, a))?.suppression).toEqual(suppression);
    expect((await world.leads.get(workspace, b))?.suppression).toMatchObject({ reason: 'import_opt_out' });
  });

  it('does not replace the reason of an existing suppression', async () => {
    const workspace = 'reasons';
    await importFile(aws, world, { workspace, kind: 'leads', content: 'email\na@x.example\n' });
    const leadId = leadIdOf(workspace, 'a@x.example');
    const input = { workspace, leadId, reason: 'legal', source: 'api', correlationId: 'c' } as const;
    await suppressLead(world, { ...input, actor: { kind: 'user', id: 'ann' } });
    await suppressLead(world, { ...input, reason: 'manual', actor: { kind: 'user', id: 'ann' } });
    await importFile(aws, world, { workspace, kind: 'leads', content: 'email,consent\na@x.example,no\n' });
    expect((await world.leads.get(workspace, leadId))?.suppression).toMatchObject({ reason: 'legal' });
    const events = (await everything(aws.events)).filter((event) => event['workspace'] === workspace);
    expect(events.filter((event) => event['name'] === 'lead.suppressed')).toHaveLength(1);
  });
});

/** The same world in another workspace differs in nothing but names: ids, import ids and instants are left out. */
function withoutWorkspace(items: readonly Record<string, unknown>[], workspace: string): unknown {
  const profiles = items.flatMap((item) => (item['profile'] ? [item] : []));
  const rows = profiles.map(({ profile, origin, version }) => ({
    profile,
    row: String(origin).split('#')[1],
    version,
  }));
  const listed = items.flatMap((item) => (Array.isArray(item['leads']) ? item['leads'] : []));
  const aliases = items.filter((item) => item['externalId']).map((item) => item['externalId']);
  expect(listed).toHaveLength(rows.length);
  expect(items.every((item) => String(item['pk']).startsWith(`W#${workspace}#`))).toBe(true);
  return { rows: rows.toSorted((a, b) => Number(a.row) - Number(b.row)), aliases: aliases.toSorted() };
}

/** Two of the stories of test/README.md in which another program loses people without a word. */
describe('a file that other programs lose', () => {
  it('is read in Latin-1: everybody is there, under the right name', async () => {
    const workspace = 'latin';
    const content = Buffer.from(
      'email,first name\njose@latin.example,José\nzoe@latin.example,Zoë\n',
      'latin1',
    );
    const { state, counts } = await importFile(aws, world, { workspace, kind: 'leads', content });
    expect([state, counts.rows, counts.imported, counts.rejected]).toEqual(['COMPLETED', 2, 2, 0]);
    const ids = ['jose@latin.example', 'zoe@latin.example'].map((email) => leadIdOf(workspace, email));
    const leads = await world.leads.getMany(workspace, ids, 'consistent');
    expect(leads.map((lead) => lead?.profile.firstName)).toEqual(['José', 'Zoë']);
  });

  it('with a quote that is never closed loses that row by number and reason, and the next import of the same people runs', async () => {
    const workspace = 'quotes';
    const emails = ['ann', 'bob', 'cleo'].map((name) => `${name}@quotes.example`);
    const broken = `email,first name\n${emails[0]},Ann\n${emails[1]},"Bob\n${emails[2]},Cleo\n`;
    const first = await importFile(aws, world, { workspace, kind: 'leads', content: broken });
    expect([first.state, first.counts.rows, first.counts.imported]).toEqual(['COMPLETED', 3, 2]);
    const { rejections } = await listImportRows(world, { workspace, importId: first.id, limit: 10 });
    expect(rejections).toMatchObject([
      { row: 3, code: expect.anything(), reason: expect.stringMatching(/\w/) },
    ]);
    const whole = `email,first name\n${emails.map((email) => `${email},Pat`).join('\n')}\n`;
    const second = await importFile(aws, world, { workspace, kind: 'leads', content: whole });
    expect([second.state, second.counts.rows, second.counts.rejected]).toEqual(['COMPLETED', 3, 0]);
    const ids = emails.map((email) => leadIdOf(workspace, email));
    const leads = await world.leads.getMany(workspace, ids, 'consistent');
    expect(leads.map((lead) => lead?.profile.address)).toEqual(emails);
  });
});
