import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../console/cli/api-client.ts';
import {
  createImport,
  finishImport,
  type ImportRequest,
  readUpload,
  upload,
} from '../../console/cli/import-file.ts';
import { renderImport } from '../../console/cli/import-text.ts';
import type { ImportView } from '../../shared/leads/contract/routes.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
let folder: string;
beforeAll(async () => {
  rex = await shareTestRex();
  folder = await mkdtemp(join(tmpdir(), 'rex-files-'));
}, 240_000);
afterAll(async () => {
  await rex?.stop();
  await rm(folder, { recursive: true, force: true });
});

const { signal } = new AbortController();

function connect(workspace: string): Connection {
  return { url: rex.url, token: () => rex.token(workspace), signal };
}

/** As `rex leads import` does it. */
async function importFile(
  connection: Connection,
  content: string,
  request: Omit<ImportRequest, 'file'>,
): Promise<ImportView> {
  const file = join(folder, 'file.csv');
  await writeFile(file, content);
  const created = await createImport(connection, { ...request, file });
  await upload(created.upload, await readUpload(file), signal);
  return finishImport(connection, created.import.id, { signal, onProgress: () => {} });
}

async function leadOf(workspace: string, email: string) {
  const token = await rex.token(workspace);
  const { json } = await rex.fetch('GET', `/api/leads?email=${encodeURIComponent(email)}`, { token });
  return json.leads[0];
}

describe('files of other systems, through the front door', () => {
  it('report by column which cells were not understood, and read none of them as consent', async () => {
    const connection = connect('notes');
    const view = await importFile(
      connection,
      [
        'Exported on 5 January 2024',
        '',
        'Email,First Name,Accepts Email Marketing,Email Opt Out,Country,Phone,Shoe size',
        'ada@firm.example,Ada,yes,perhaps,Atlantis,030 12,42',
        'ben@firm.example,null,yes,FALSE,Polska,+49 30 23125001',
        'cleo@firm.example,Cleo,yes,TRUE',
      ].join('\r\n'),
      { kind: 'leads' },
    );
    expect(view).toMatchObject({ state: 'COMPLETED', counts: { rows: 3, imported: 3, optedOut: 1 } });
    expect(view.notes.map(({ field, column, count, rows }) => [field, column, count, rows])).toEqual([
      ['optOut', 'Email Opt Out', 1, [4]],
      ['country', 'Country', 1, [4]],
      ['phone', 'Phone', 1, [4]],
    ]);
    expect(view.notes[2]?.samples).toEqual(['999 99']);
    expect(view.unusedColumns).toEqual(['Shoe size']);
    expect(renderImport(view)).toContain('"Email Opt Out" (optOut), 1 row: not understood');
    expect(await leadOf('notes', 'ada@firm.example')).toMatchObject({ consent: 'unknown' });
    expect(await leadOf('notes', 'ben@firm.example')).toMatchObject({
      consent: 'subscribed',
      firstName: null,
      country: 'PL',
    });
    expect(await leadOf('notes', 'cleo@firm.example')).toMatchObject({
      consent: 'opted_out',
      suppressed: { reason: 'import_opt_out' },
    });
  });

  it('count an order of several lines once, and remove a refunded purchase', async () => {
    const connection = connect('orders');
    await importFile(connection, 'Email\nada@firm.example', { kind: 'leads' });
    const header = 'Name,Email,Financial Status,Created at,Total,Lineitem name,Refunded Amount,Id';
    const file = (second: string): string =>
      [
        header,
        '#1,ada@firm.example,paid,2024-01-05 09:59:00 +0100,55.00,Mug,0.00,9',
        '#1,ada@firm.example,,2024-01-05 09:59:00 +0100,,Jug,,',
        `#2,ada@firm.example,${second},8`,
      ].join('\n');
    const first = await importFile(connection, file('paid,2024-02-05 09:59:00 +0100,80.00,Lamp,0.00'), {
      kind: 'orders',
    });
    expect(first.counts).toMatchObject({ rows: 3, imported: 2, duplicates: 1, rejected: 0 });
    expect(await leadOf('orders', 'ada@firm.example')).toMatchObject({
      orders: 2,
      lastOrderOn: '2024-02-05',
    });
    const later = await importFile(connection, file('refunded,2024-02-05 09:59:00 +0100,80.00,Lamp,80.00'), {
      kind: 'orders',
    });
    expect(later.counts).toMatchObject({ imported: 0, unchanged: 1, duplicates: 1, rejected: 1 });
    expect(await leadOf('orders', 'ada@firm.example')).toMatchObject({
      orders: 1,
      lastOrderOn: '2024-01-05',
    });
  });

  it('read days and months in the order that the column shows or a person gives', async () => {
    const connection = connect('dates');
    await importFile(connection, 'Email\neve@firm.example', { kind: 'leads' });
    const orders = 'Order ID,Email,Order Date,Total\n1,eve@firm.example,03/04/2024,10.00\n';
    const undecided = await importFile(connection, orders, { kind: 'orders' });
    expect(undecided.counts).toMatchObject({ imported: 0, rejected: 1 });
    await importFile(connection, `${orders}2,eve@firm.example,01/13/2024,10.00\n`, { kind: 'orders' });
    expect(await leadOf('dates', 'eve@firm.example')).toMatchObject({ orders: 2, lastOrderOn: '2024-03-04' });
    const told = orders.replace('1,eve', '3,eve');
    await importFile(connection, told, { kind: 'orders', dateOrder: 'day-first' });
    expect(await leadOf('dates', 'eve@firm.example')).toMatchObject({ orders: 3, lastOrderOn: '2024-04-03' });
  });

  it('may have more than 11 MB', async () => {
    const note = 'x'.repeat(100_000);
    const rows = Array.from({ length: 130 }, (_, n) => `p${n}@large.example,${note}`);
    const view = await importFile(connect('large'), ['Email,Notes', ...rows].join('\n'), {
      kind: 'leads',
    });
    expect(view).toMatchObject({ state: 'COMPLETED', counts: { rows: 130, imported: 130 } });
  });
});
