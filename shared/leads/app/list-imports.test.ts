import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { newId } from '../../kernel/ids.ts';
import { type ImportRecord, importRecordSchema } from '../domain/import-record.ts';
import { listImports } from './list-imports.ts';

const CREATED_AT = '2026-03-01T10:00:00.000Z';
const idOf = (n: number): string => newId('i', new Date(Date.parse(CREATED_AT) + n));

async function withImports(count: number, change: Partial<ImportRecord> = {}) {
  const rex = openRex();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const id = idOf(n);
    ids.unshift(id);
    await rex.ports.imports.create(
      importRecordSchema.parse({
        workspace: WORKSPACE,
        id,
        version: 1,
        kind: 'leads',
        fileName: `${n}.csv`,
        fileKey: `uploads/${id}`,
        mapping: {},
        state: 'AWAITING_UPLOAD',
        done: 0,
        counts: {},
        resumed: 0,
        createdAt: CREATED_AT,
        createdBy: 'ann',
        ...change,
      }),
    );
  }
  return {
    ids,
    list: (limit: number, cursor?: string, workspace = WORKSPACE) =>
      listImports(rex.ports, { workspace, limit, cursor }),
  };
}

describe('listImports', () => {
  it('lists the newest first, page by page, each import once', async () => {
    const { ids, list } = await withImports(5);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(2, cursor);
      seen.push(...page.imports.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it('shows what is not known yet as null, and nothing that is internal', async () => {
    const { ids, list } = await withImports(1);
    expect((await list(9)).imports).toEqual([
      {
        id: ids[0],
        kind: 'leads',
        fileName: '0.csv',
        state: 'AWAITING_UPLOAD',
        reason: null,
        progress: { chunks: null, done: 0 },
        counts: expect.objectContaining({ rows: 0, imported: 0 }),
        notes: [],
        unusedColumns: [],
        createdAt: CREATED_AT,
        finishedAt: null,
      },
    ]);
  });

  it('names the columns that were not used, once the file has been read', async () => {
    const { list } = await withImports(1, {
      state: 'RUNNING',
      chunks: 3,
      done: 1,
      mapping: { email: 'E-mail' },
      format: { encoding: 'utf-8', delimiter: ',', header: ['E-mail', 'Shoe size'], dayOrders: {} },
    });
    expect((await list(9)).imports).toMatchObject([
      { progress: { chunks: 3, done: 1 }, unusedColumns: ['Shoe size'] },
    ]);
  });

  it('shows no import of another workspace', async () => {
    const { list } = await withImports(2);
    expect(await list(9, undefined, 'beta')).toEqual({ imports: [], cursor: null });
  });

  it.each(['garbage', Buffer.from('{"after":"m_1"}').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const { list } = await withImports(1);
      await expect(list(9, cursor)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );
});
