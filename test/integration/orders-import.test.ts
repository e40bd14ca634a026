import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import { getImport } from '../../shared/leads/app/get-import.ts';
import { listImportRows } from '../../shared/leads/app/list-import-rows.ts';
import { listLeads } from '../../shared/leads/app/list-leads.ts';
import { recordOrders } from '../../shared/leads/app/record-orders.ts';
import { startImport } from '../../shared/leads/app/start-import.ts';
import { purchasesOf } from '../../shared/leads/domain/lead.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
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

let aws: TestAws;
let world: ImportWorld;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());

describe('orders', () => {
  const HEADER = 'email,ordered_at,items,amount_usd';
  const order = 'p0@mail.example,2025-03-01,1,10.00';

  it('that are equal are all kept, across chunks in any order', async () => {
    const others = Array.from({ length: 1_200 }, (_, n) => `p${n % 40}@mail.example,2025-04-01,1,${n}.50`);
    const content = [HEADER, order, ...others.slice(0, 600), order, order, ...others.slice(600), order].join(
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
      expect((await getImport(world, ref)).counts).toMatchObject({
        rows: 1_204,
        imported: 1_204,
        unchanged: 0,
      });
      const id = leadIdOf(workspace, 'p0@mail.example');
      const [stored] = await world.leads.getOrders(workspace, [id]);
      const equal = Object.keys(stored!.orders).filter((key) => key.startsWith('f:2025-03-01:1:1000:'));
      expect(equal.map((key) => key.at(-1)).sort()).toEqual(['0', '1', '2', '3']);
      expect(purchasesOf(stored)).toEqual({ count: 34, lastOn: '2025-04-01' });
    }
  });

  it('in a longer export add only the new ones', async () => {
    const workspace = 'longer';
    await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(2) });
    const first = [HEADER, order, order].join('\n');
    await importFile(aws, world, { workspace, kind: 'orders', content: first });
    const longer = [HEADER, 'p1@mail.example,2025-02-01,1,5', order, order, order].join('\n');
    const view = await importFile(aws, world, { workspace, kind: 'orders', content: longer });
    expect(view.counts).toMatchObject({ rows: 4, imported: 2, unchanged: 2 });
  });

  it('with ids count once, whether a file or the shop sends them', async () => {
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
    const [stored] = await world.leads.getOrders(workspace, [leadIdOf(workspace, 'p0@mail.example')]);
    expect(purchasesOf(stored)).toEqual({ count: 2, lastOn: '2025-05-01' });
  });

  it('are complete and counted correctly after a crash between any two writes', async () => {
    const content = [
      HEADER,
      ...Array.from(
        { length: 30 },
        (_, n) => `p${n % 5}@mail.example,2025-04-${String(n + 1).padStart(2, '0')},1,1`,
      ),
    ];
    for (const [writes, earlier] of [
      [0, 0],
      [1, 0],
      [4, 0],
      // The first order of two people is there, and theirs is not created but saved.
      [1, 2],
      [4, 2],
    ] as const) {
      const workspace = `lost${writes}${earlier}`;
      await importFile(aws, world, { workspace, kind: 'leads', content: csvOf(5) });
      const before = content.slice(0, 1 + earlier).join('\n');
      if (earlier > 0) await importFile(aws, world, { workspace, kind: 'orders', content: before });
      const ref = await upload(aws, world, { workspace, kind: 'orders', content: content.join('\n') });
      await startImport(world, ref);
      const [chunk] = world.sent.splice(0);
      await expect(handle({ ...world, leads: dyingAfter(world, writes) }, chunk!)).rejects.toThrow('died');
      await handle(world, chunk!);
      await drain(world);
      expect((await getImport(world, ref)).counts).toMatchObject({
        imported: 30 - earlier,
        unchanged: earlier,
      });
      const { leads } = await listLeads(world, { workspace, limit: 10 });
      expect(leads.map((lead) => lead.orders)).toEqual([6, 6, 6, 6, 6]);
      expect(
        leads
          .map((lead) => lead.lastOrderOn)
          .sort()
          .at(-1),
      ).toBe('2025-04-30');
    }
  });

  it('of people who are not leads are rejected, row by row', async () => {
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
