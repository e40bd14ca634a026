import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs, MINUTE } from '../../shared/kernel/clock.ts';
import { createImport } from '../../shared/leads/app/create-import.ts';
import { getImport } from '../../shared/leads/app/get-import.ts';
import { listImportRows } from '../../shared/leads/app/list-import-rows.ts';
import { listLeads } from '../../shared/leads/app/list-leads.ts';
import { resumeImport } from '../../shared/leads/app/resume-import.ts';
import { startImport } from '../../shared/leads/app/start-import.ts';
import { MAX_IMPORT_BYTES } from '../../shared/leads/contract/routes.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
import {
  csvOf,
  drain,
  handle,
  type ImportWorld,
  importFile,
  importWorld,
  upload,
} from '../support/import-world.ts';

let aws: TestAws;
let world: ImportWorld;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());

describe('the upload form', () => {
  it('accepts the file of its import, which then runs', async () => {
    const created = await createImport(world, {
      workspace: 'form',
      subject: 'ann',
      body: { kind: 'leads', fileName: 'leads.csv', mapping: { email: 'Contact' }, defaultCountry: 'FR' },
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(created.upload.fields)) form.set(name, value);
    form.set('file', new Blob(['Contact;phone\r\nann@x.example;06 12 34 56 78\r\n']));
    const { status } = await fetch(created.upload.url, { method: 'POST', body: form });
    expect(status).toBe(204);
    const policy = Buffer.from(created.upload.fields['Policy'] ?? '', 'base64').toString();
    const { id } = created.import;
    expect(JSON.parse(policy).conditions).toEqual(
      expect.arrayContaining([
        ['eq', '$key', `uploads/form/${id}.csv`],
        ['content-length-range', 1, MAX_IMPORT_BYTES],
      ]),
    );
    world.sent.push({ kind: 'start', workspace: 'form', importId: id });
    await drain(world);
    expect((await getImport(world, { workspace: 'form', importId: id })).state).toBe('COMPLETED');
    const [lead] = (await listLeads(world, { workspace: 'form', limit: 5 })).leads;
    expect(lead).toMatchObject({ email: 'ann@x.example', country: 'FR', phone: '+33612345678' });
  });

  it('accepts columns with the names of object properties', async () => {
    const csv = 'email,__proto__,constructor,valueOf\nodd@x.example,a,b,c\n';
    const mapping = { attributes: '*' };
    const view = await importFile(aws, world, { workspace: 'odd', kind: 'leads', content: csv, mapping });
    expect(view.state).toBe('COMPLETED');
    const [page] = (await world.leads.indexPages('odd', { limit: 1 })).pages;
    const lead = await world.leads.get('odd', page?.leads[0] ?? '');
    expect(lead?.profile.attributes).toEqual({ 'column 2': 'a', 'column 3': 'b', 'column 4': 'c' });
  });

  it('is refused for a mapping of unknown fields', async () => {
    const body = { kind: 'orders', fileName: 'o.csv', mapping: { firstName: 'a' } } as const;
    await expect(createImport(world, { workspace: 'form', subject: 'ann', body })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.mapping.firstName' }],
    });
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

  it.each(cases)('%s fails with a reason that says what was found', async (_, content, seen) => {
    const view = await importFile(aws, world, { workspace: 'bad', kind: 'leads', content });
    expect(view).toMatchObject({ state: 'FAILED', reason: expect.stringContaining(seen) });
  });
});

describe('an import that is stuck', () => {
  it('is continued by the sweep, whichever message was lost', async () => {
    const ref = await upload(aws, world, { workspace: 'stuck', kind: 'leads', content: csvOf(600) });
    const later = async (): Promise<void> => {
      world.now = addMs(world.now, 21 * MINUTE);
      expect(await world.imports.overdue(world.now)).toContainEqual(ref);
      await resumeImport(world, ref);
    };
    expect(await world.imports.overdue(world.now)).not.toContainEqual(ref);
    await resumeImport(world, ref);
    expect(world.sent).toEqual([]); // not due yet
    await later(); // the notice of the upload was lost
    expect(world.sent).toEqual([{ kind: 'start', ...ref }]);
    await handle(world, world.sent.splice(0)[0]!);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['chunk', 'chunk']);
    await handle(world, world.sent[0]!);
    world.sent.splice(0); // the second chunk's message was lost
    await later();
    expect(world.sent).toEqual([{ kind: 'chunk', ...ref, chunk: 1 }]);
    await handle(world, world.sent[0]!);
    world.sent.splice(0); // and the finish
    await later();
    await drain(world);
    expect(await getImport(world, ref)).toMatchObject({ state: 'COMPLETED', counts: { imported: 600 } });
    world.now = addMs(world.now, 21 * MINUTE);
    expect(await world.imports.overdue(world.now)).not.toContainEqual(ref);
  });

  it('fails when an hour of retries did not help', async () => {
    const ref = await upload(aws, world, { workspace: 'stuck', kind: 'leads', content: csvOf(1) });
    await startImport(world, ref);
    for (let sweeps = 0; sweeps < 13; sweeps++) {
      world.now = addMs(world.now, 5 * MINUTE);
      await resumeImport(world, ref);
    }
    world.sent.splice(0);
    const reason = 'It made no progress after 0 of 1 parts of the file.';
    expect(await getImport(world, ref)).toMatchObject({ state: 'FAILED', reason });
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
  it('return every lead once, in pages, or the lead with an address', async () => {
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

  it('return every rejected row and every group of look-alikes once, in pages', async () => {
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
