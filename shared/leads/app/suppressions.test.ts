import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { type ImportWorld, importFile, importWorld } from '../../../test/support/import-world.ts';
import { sampleLead } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { entryOf } from '../domain/suppression-list.ts';
import { addSuppression } from './add-suppression.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { importSuppressions } from './import-suppressions.ts';
import { exportSuppressions, listSuppressions } from './list-suppressions.ts';
import type { EntryName } from './ports/suppressions.ts';
import { suppressLead } from './suppress-lead.ts';

let aws: TestAws;
let world: ImportWorld;
let made = 0;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());

/** A workspace of its own, so that lists do not meet. */
function workspace() {
  const id = `w${made++}`;
  const deps = { ...world, operatorsWorkspace: 'operations' };
  const caller = { workspace: id, scope: 'workspace' } as const;
  const about = { ...caller, reason: 'manual', source: 'api', correlationId: 'c' } as const;
  return {
    id,
    deps,
    bring: (addresses: readonly string[], more = '') =>
      importFile(aws, world, {
        workspace: id,
        kind: 'leads',
        content: `email,first name\n${addresses.map((address) => `${address},Jo`).join('\n')}\n${more}`,
      }),
    lead: (address: string) => world.leads.get(id, leadIdOf(id, address)),
    add: (value: string, change: object = {}) => addSuppression(deps, { ...about, value, ...change }),
    list: (content: string, change: object = {}) =>
      importSuppressions(deps, { ...about, content, ...change }),
    entries: async () => (await listSuppressions(deps, { ...caller, limit: 100 })).suppressions,
    exported: (format: 'rex' | 'ses') => exportSuppressions(deps, { ...caller, format }),
  };
}

describe('the suppression list', () => {
  it('suppresses a lead that is there, and one that comes later', async () => {
    const w = workspace();
    await w.bring(['ann@shop.example']);
    expect(await w.add('Ann@shop.example', { reason: 'legal' })).toMatchObject({ added: true });
    expect(await w.add('ben@shop.example')).toMatchObject({ added: true });
    expect(await w.add('ben@shop.example', { reason: 'complaint' })).toMatchObject({ added: false });
    await w.bring(['ann@shop.example', 'ben@shop.example', 'cyd@shop.example']);
    expect((await w.lead('ann@shop.example'))?.suppression?.reason).toBe('legal');
    expect((await w.lead('ben@shop.example'))?.suppression?.reason).toBe('manual');
    expect((await w.lead('cyd@shop.example'))?.suppression).toBeUndefined();
  });

  it('covers everybody at a domain and below it, and the addresses of hashes', async () => {
    const w = workspace();
    await w.add('@shop.example');
    const hash = createHash('sha256').update('dan@other.example').digest('hex');
    await w.add(createHash('md5').update('eve@other.example').digest('hex'));
    await w.add(hash);
    const all = [
      'ann@shop.example',
      'ben@eu.shop.example',
      'cyd@workshop.example',
      'Dan@other.example',
      'eve@other.example',
    ];
    await w.bring(all);
    const suppressed = await Promise.all(all.map((each) => w.lead(each.toLowerCase())));
    expect(suppressed.map((lead) => lead?.suppression !== undefined)).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  it('may cover single channels, and is widened', async () => {
    const w = workspace();
    await w.bring(['ann@shop.example']);
    await w.add('ann@shop.example', { channels: ['sms'] });
    expect((await w.lead('ann@shop.example'))?.suppressedOn).toMatchObject({ sms: { reason: 'manual' } });
    expect((await w.lead('ann@shop.example'))?.suppression).toBeUndefined();
    expect(await w.add('ann@shop.example', { channels: ['sms'] })).toMatchObject({ added: false });
    expect(await w.add('ann@shop.example', { channels: ['email'] })).toMatchObject({ added: true });
    expect(await w.add('ann@shop.example', { reason: 'legal' })).toMatchObject({ added: true });
    expect((await w.lead('ann@shop.example'))?.suppression?.reason).toBe('legal');
  });

  it('of all workspaces holds in each, and only operators may see or change it', async () => {
    const w = workspace();
    const operators = { workspace: 'operations', scope: 'global' };
    await expect(w.add('fay@shop.example', { scope: 'global' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await w.add('fay@shop.example', operators);
    await w.bring(['fay@shop.example']);
    expect((await w.lead('fay@shop.example'))?.suppression).toBeDefined();
    expect(await w.entries()).toEqual([]);
  });

  it('says how a domain is written when one was given as a name alone', async () => {
    const w = workspace();
    const reason = 'There is no @ in it: write @shop.example for a domain.';
    await expect(w.add('shop.example')).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.value', message: reason }],
    });
  });

  it('is imported with counts, and names the rows that it does not understand; again adds nothing', async () => {
    const w = workspace();
    await w.bring(['ann@shop.example', 'ben@shop.example']);
    const content =
      'email,reason\nann@shop.example,BOUNCE\nANN@shop.example,BOUNCE\nnobody,\ncyd@shop.example,legal\n';
    const first = { rows: 4, added: 2, duplicate: 1, suppressedLeads: 1 };
    expect(await w.list(content)).toEqual({
      ...first,
      invalid: [{ row: 4, reason: 'There is no @ in it.' }],
    });
    expect(await w.list(content)).toMatchObject({ added: 0, duplicate: 3, suppressedLeads: 0 });
  });

  it('has whom Rex itself suppressed, and goes to another workspace by its export', async () => {
    const [w, other] = [workspace(), workspace()];
    await w.bring(['ann@shop.example', 'ben@shop.example'], '');
    await importFile(aws, world, {
      workspace: w.id,
      kind: 'leads',
      content: 'email,consent\ncyd@shop.example,unsubscribed\n',
    });
    await suppressLead(w.deps, {
      workspace: w.id,
      leadId: leadIdOf(w.id, 'ann@shop.example'),
      reason: 'complaint',
      source: 'message',
      actor: { kind: 'provider', id: 'p' },
      correlationId: 'c',
    });
    const { header, lines } = await w.exported('rex');
    expect((await w.entries()).map(({ all }) => all?.reason).toSorted()).toEqual([
      'complaint',
      'import_opt_out',
    ]);
    expect((await w.exported('ses')).lines).toEqual(['ann@shop.example,COMPLAINT']);
    expect(await other.list([header, ...lines].join('\n'))).toMatchObject({ added: 2, invalid: [] });
    expect((await other.exported('rex')).lines.map((line) => line.split(',')[1]).toSorted()).toEqual([
      'ann@shop.example',
      'cyd@shop.example',
    ]);
  });

  it('costs nothing for each lead where no list has an entry to find', async () => {
    const { leads, suppressions } = stores(openMemory());
    const lead = sampleLead();
    await leads.create(lead);
    const asked: number[] = [];
    const counted = {
      add: suppressions.add.bind(suppressions),
      note: suppressions.note.bind(suppressions),
      kinds: suppressions.kinds.bind(suppressions),
      page: suppressions.page.bind(suppressions),
      find: (names: readonly EntryName[]) => {
        asked.push(names.length);
        return suppressions.find(names);
      },
    };
    const deps = { ...world, leads, suppressions: counted, operatorsWorkspace: 'operations' };
    await suppressions.note([entryOf({ ...lead, id: leadIdOf('acme', 'x@y.example') })]);
    expect(await applySuppressions(deps, lead.workspace, [lead], 'c')).toEqual([lead]);
    const global = { workspace: 'operations', scope: 'global', reason: 'manual', source: 'api' } as const;
    await addSuppression(deps, { ...global, value: '@other.example', correlationId: 'c' });
    expect(await applySuppressions(deps, lead.workspace, [lead], 'c')).toEqual([lead]);
    expect(asked).toEqual([0, 1, 1]);
  });
});
