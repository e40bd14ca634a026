import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getImport } from '../../shared/app/leads/get-import.ts';
import { listImportRows } from '../../shared/app/leads/list-import-rows.ts';
import { listLeads } from '../../shared/app/leads/list-leads.ts';
import { recordOrders } from '../../shared/app/leads/record-orders.ts';
import { resumeImport } from '../../shared/app/leads/resume-import.ts';
import { startImport } from '../../shared/app/leads/start-import.ts';
import { suppressLead } from '../../shared/app/leads/suppress-lead.ts';
import { addMs, MINUTE } from '../../shared/kernel/clock.ts';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import { everything, startTestAws, type TestAws } from '../support/aws.ts';
import { drain, handle, type ImportWorld, importFile, importWorld, upload } from '../support/import-world.ts';

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

/** `count` people, one row each, with the row numbers as ids. */
const csvOf = (count: number): string =>
  ['id,email,first name', ...Array.from({ length: count }, (_, n) => `P${n},p${n}@mail.example,Pat`)].join(
    '\n',
  );

describe.skipIf(!existsSync(DATA))('the leads and orders of the shared data', () => {
  const workspace = 'cdnow';
  const truth = (): Record<string, number> => JSON.parse(data('truth.json').toString());

  it('come to the counts of the truth, and a second time change nothing', async () => {
    const first = await importFile(aws, world, { workspace, kind: 'leads', content: data('leads.csv') });
    const t = truth();
    expect(first).toMatchObject({ state: 'COMPLETED', progress: { chunks: 10, done: 10 } });
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
  it('that died after any number of writes comes to the same when it runs again', async () => {
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

  it('is counted once, however often and at once it is delivered', async () => {
    const ref = await upload(aws, world, { workspace: 'often', kind: 'leads', content: csvOf(300) });
    await startImport(world, ref);
    const chunks = world.sent.splice(0);
    await Promise.all([...chunks, ...chunks, ...chunks].map((chunk) => handle(world, chunk)));
    await drain(world);
    const view = await getImport(world, ref);
    expect(view).toMatchObject({ state: 'COMPLETED', progress: { chunks: 2, done: 2 } });
    expect(view.counts).toMatchObject({ rows: 300, imported: 300, duplicates: 0 });
    const events = (await everything(aws.events)).filter((event) => event['correlationId'] === ref.importId);
    expect(events.map((event) => event['name'])).toEqual(['lead.import-completed']);
  });

  it('shares a person with other chunks that run at the same time', async () => {
    const same = Array.from({ length: 4 }, (_, n) => `S${n},Same@mail.example,${'Sam'.repeat(n + 1)}`);
    const lines = csvOf(999).split('\n');
    for (const [n, line] of same.entries()) lines.splice(10 + n * 250, 0, line);
    const content = lines.join('\n');
    const view = await importFile(aws, world, { workspace: 'shared', kind: 'leads', content });
    expect(view.counts).toMatchObject({ rows: 1003, imported: 1000, duplicates: 3 });
    const lead = await world.leads.get('shared', leadIdOf('shared', 'same@mail.example'));
    expect(lead?.profile).toMatchObject({ firstName: 'SamSamSamSam', externalIds: ['S0', 'S1', 'S2', 'S3'] });
  });
});

describe('an opt-out', () => {
  it('suppresses, also as a duplicate and as a later file, and no later file takes it back', async () => {
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

  it('does not replace the reason that a suppression had', async () => {
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

describe('orders', () => {
  const HEADER = 'email,ordered_at,items,amount_usd';
  const order = 'p0@mail.example,2025-03-01,1,10.00';

  it('that are equal are all kept, across chunks and in whichever order these run', async () => {
    const others = Array.from({ length: 600 }, (_, n) => `p${n % 40}@mail.example,2025-04-01,1,${n}.50`);
    const content = [HEADER, order, ...others.slice(0, 300), order, order, ...others.slice(300), order].join(
      '\n',
    );
    for (const [workspace, arrange] of [
      ['forward', (all: unknown[]) => all],
      ['backward', (all: unknown[]) => all.reverse()],
    ] as const) {
      await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(40) });
      const ref = await upload(aws, world, { workspace, kind: 'orders', content });
      await startImport(world, ref);
      arrange(world.sent);
      for (const chunk of world.sent.splice(0)) await handle(world, chunk);
      await drain(world);
      expect((await getImport(world, ref)).counts).toMatchObject({ rows: 604, imported: 604, unchanged: 0 });
      const id = leadIdOf(workspace, 'p0@mail.example');
      const [stored] = await world.leads.getOrders(workspace, [id]);
      const equal = Object.keys(stored!.orders).filter((key) => key.startsWith('f:2025-03-01:1:1000:'));
      expect(equal.map((key) => key.at(-1)).sort()).toEqual(['0', '1', '2', '3']);
      const lead = await world.leads.get(workspace, id);
      expect(lead?.orders).toEqual({ count: 19, lastOn: '2025-04-01' });
    }
  });

  it('come again as part of a longer export and only the new ones are added', async () => {
    const workspace = 'longer';
    await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(2) });
    const first = [HEADER, order, order].join('\n');
    await importFile(aws, world, { workspace, kind: 'orders', content: first });
    const longer = [HEADER, 'p1@mail.example,2025-02-01,1,5', order, order, order].join('\n');
    const view = await importFile(aws, world, { workspace, kind: 'orders', content: longer });
    expect(view.counts).toMatchObject({ rows: 4, imported: 2, unchanged: 2 });
  });

  it('with ids count once, whether a file or the shop brings them', async () => {
    const workspace = 'ids';
    await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(1) });
    const body = {
      orders: [
        { orderId: '77', email: 'P0@mail.example', orderedOn: '2025-05-01', items: 1, amountUsd: 19.99 },
        { orderId: '78', email: 'p9@mail.example', orderedOn: '2025-05-01', items: 1, amountUsd: 1 },
      ],
    };
    expect(await recordOrders(world, { workspace, body })).toEqual({ recorded: 1, unknownLead: 1 });
    expect(await recordOrders(world, { workspace, body })).toEqual({ recorded: 1, unknownLead: 1 });
    const content = `order id,${HEADER}\n77,p0@mail.example,2025-05-01,1,19.99\n79,${order}\n79,${order}`;
    const view = await importFile(aws, world, { workspace, kind: 'orders', content });
    expect(view.counts).toMatchObject({ imported: 1, unchanged: 1, duplicates: 1 });
    const lead = await world.leads.get(workspace, leadIdOf(workspace, 'p0@mail.example'));
    expect(lead?.orders).toEqual({ count: 2, lastOn: '2025-05-01' });
  });

  it('of somebody who is no lead are rejected, row by row', async () => {
    const workspace = 'unknown';
    await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(1) });
    const content = [HEADER, order, 'x@mail.example,2025-03-01,1,10', 'p0@mail.example,soon,1,10'].join('\n');
    const ref = await upload(aws, world, { workspace, kind: 'orders', content });
    world.sent.push({ kind: 'start', ...ref });
    await drain(world);
    expect((await getImport(world, ref)).counts).toMatchObject({ imported: 1, unknownLead: 1, rejected: 2 });
    const { rejections } = await listImportRows(world, { ...ref, limit: 10 });
    expect(rejections.map(({ row, code }) => [row, code])).toEqual([
      [3, 'UNKNOWN_LEAD'],
      [4, 'INVALID_DATE'],
    ]);
  });
});

describe('a file that cannot be read', () => {
  const cases = [
    ['without an address column', 'name,phone\nAnn,1', 'The columns are: "name", "phone"'],
    ['that is empty', ' \r\n', 'empty'],
    ['with a header only', 'email,name\n', 'no rows'],
    ['that is a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), '.xlsx'],
    ['that is binary', Buffer.from([1, 2, 0, 4]), 'byte 3 is zero'],
  ] as const;

  it.each(cases)('%s fails, and says what was seen', async (_, content, seen) => {
    const view = await importFile(aws, world, { workspace: 'bad', kind: 'leads', content });
    expect(view).toMatchObject({ state: 'FAILED', reason: expect.stringContaining(seen) });
  });
});

describe('an import that is stuck', () => {
  it('is driven on by the sweep, whichever message was lost', async () => {
    const ref = await upload(aws, world, { workspace: 'stuck', kind: 'leads', content: csvOf(300) });
    const later = async (): Promise<void> => {
      world.now = addMs(world.now, 21 * MINUTE);
      await resumeImport(world, ref);
    };
    await resumeImport(world, ref);
    expect(world.sent).toEqual([]); // not due yet
    await later(); // the notice of the upload was lost
    expect(world.sent.map(({ kind }) => kind)).toEqual(['chunk', 'chunk']);
    await handle(world, world.sent[0]!);
    world.sent.splice(0); // the second chunk's message was lost
    await later();
    expect(world.sent).toEqual([{ kind: 'chunk', ...ref, chunk: 1 }]);
    await handle(world, world.sent[0]!);
    world.sent.splice(0); // and the finish
    await later();
    await drain(world);
    expect(await getImport(world, ref)).toMatchObject({ state: 'COMPLETED', counts: { imported: 300 } });
    await later();
    expect(world.sent).toEqual([]);
  });

  it('fails when nothing was uploaded', async () => {
    const ref = await upload(aws, world, { workspace: 'stuck', kind: 'leads', content: csvOf(1) });
    aws.fauxqs.emptyBucket('uploads');
    world.now = addMs(world.now, 21 * MINUTE);
    await resumeImport(world, ref);
    expect(await getImport(world, ref)).toMatchObject({ state: 'FAILED', reason: 'No file was uploaded.' });
  });
});

describe('lists', () => {
  it('give every lead once, in pages, or the one of an address', async () => {
    const workspace = 'lists';
    await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(620) });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listLeads(world, { workspace, limit: 100, cursor });
      seen.push(...page.leads.map((lead) => lead.email));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 620 }, (_, n) => `p${n}@mail.example`));
    const found = await listLeads(world, { workspace, limit: 1, email: ' P7@MAIL.example' });
    expect(found.leads.map(({ email, externalIds }) => [email, externalIds])).toEqual([
      ['p7@mail.example', ['P7']],
    ]);
    const foreign = listLeads(world, { workspace, limit: 1, cursor: 'nonsense' });
    await expect(foreign).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('give every rejected row and every group that looks alike once, in pages', async () => {
    const workspace = 'rows';
    const lines = Array.from({ length: 600 }, (_, n) =>
      n % 10 === 0 ? `bad${n},,` : `p${n}@mail.example,Pat ${n},+1 212 555 ${String(1000 + (n >> 5))}`,
    );
    const ref = await upload(aws, world, {
      workspace,
      kind: 'leads',
      content: ['email,name,phone', ...lines].join('\n'),
    });
    world.sent.push({ kind: 'start', ...ref });
    await drain(world);
    const rows: number[] = [];
    let groups = 0;
    let cursor: string | undefined;
    do {
      const page = await listImportRows(world, { ...ref, limit: 7, cursor });
      expect(page.rejections.length + page.lookAlikes.length).toBeLessThanOrEqual(7);
      rows.push(...page.rejections.map(({ row }) => row));
      groups += page.lookAlikes.length;
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(rows).toEqual(Array.from({ length: 60 }, (_, n) => 2 + n * 10));
    const { counts } = await getImport(world, ref);
    expect(counts.flagged).toBeGreaterThan(10);
    expect(groups).toBe(counts.flagged);
  });
});

/** A lead store that dies at the write after so many. */
function dyingAfter(world: ImportWorld, writes: number): ImportWorld['leads'] {
  let left = writes;
  return new Proxy(world.leads, {
    get(store, name) {
      const member = Reflect.get(store, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        if (name === 'create' || name === 'save') {
          if (left === 0) throw new Error('died');
          left -= 1;
        }
        return member.apply(store, args);
      };
    },
  });
}

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
