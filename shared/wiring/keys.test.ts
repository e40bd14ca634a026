import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workKind } from '../platform/adapters/dynamodb/keys.ts';

const SHARED = new URL('../', import.meta.url);
const FILES = globSync('*/adapters/keys.ts', { cwd: SHARED }).toSorted();
/** What the keys are made of in this test: whatever stands for the workspace is the first. */
const PARTS = ['acme', '1', '2', '3', '4'];
/** What is the same for all workspaces. */
const NOBODYS = /^(domainOwner|domainDay|numberOwner|personSeat|organisation)Key$/;

const exported = (
  await Promise.all(
    FILES.map(async (file) => {
      const module: Record<string, unknown> = await import(new URL(file, SHARED).href);
      return Object.entries(module).map(([name, value]) => ({ file, name, value }));
    }),
  )
).flat();
const keys = exported.flatMap(({ file, name, value }) =>
  typeof value === 'function' && name.endsWith('Key') ? [{ file, name, made: value(...PARTS) }] : [],
);
const kinds = exported.filter(({ name }) => name.endsWith('Work'));

describe('the keys of all contexts', () => {
  it('are found', () => {
    expect(FILES.length).toBeGreaterThan(15);
    expect(keys.length).toBeGreaterThan(50);
    expect(kinds.length).toBeGreaterThan(4);
  });

  it.each(keys)('$name begins with its workspace', ({ name, made }) => {
    expect(made).toEqual({ pk: expect.any(String), sk: expect.any(String) });
    expect(made.pk).toMatch(NOBODYS.test(name) ? /^W#-#/ : /^W#acme#/);
  });

  it('belong to one record each', () => {
    const owners = Map.groupBy(keys, ({ made }) => `${made.pk} ${made.sk}`);
    const shared = [...owners.values()].filter((some) => some.length > 1);
    expect(shared.map((some) => some.map(({ file, name }) => `${file} ${name}`))).toEqual([]);
  });

  it('declare each kind of work once, with its own shards', () => {
    const shards = kinds.flatMap(({ value }) => (value as ReturnType<typeof workKind>).shards);
    expect(new Set(shards).size).toBe(shards.length);
    expect(workKind('COHORT').shards).toEqual(['COHORT#0', 'COHORT#1', 'COHORT#2', 'COHORT#3']);
    expect(workKind('COHORT').shardOf('c_1')).toBe('COHORT#1');
  });
});
