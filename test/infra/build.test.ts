import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/app.ts';
import { type Bundle, buildFunctions } from '../../infra/build.ts';
import { bundleOf, functionEntries } from '../../infra/functions.ts';

/** The aim of the design for one Lambda. */
const MAX_BYTES = 500_000;

describe('bundles', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'rex-bundles-'));
  let bundles: Bundle[];
  beforeAll(async () => {
    bundles = await buildFunctions({ outDir });
  });

  it('are made of every function', () => {
    expect(bundles.map(({ id }) => id).sort()).toEqual(
      functionEntries()
        .map(({ id }) => id)
        .sort(),
    );
    for (const { id } of bundles) expect(existsSync(join(outDir, id, 'index.mjs'))).toBe(true);
  });

  it('are at most 500 kB', () => {
    expect(bundles.filter(({ bytes }) => bytes > MAX_BYTES)).toEqual([]);
  });

  it('can be deployed as they are', () => {
    const assembly = synthesize(mkdtempSync(join(tmpdir(), 'rex-assembly-')), { bundles: outDir });
    expect(assembly.stacks.map(({ stackName }) => stackName).sort()).toEqual(
      ['Api', 'Data', 'Edge', 'Mail', 'Realtime', 'Workflows'].map((name) => `Rex${name}`),
    );
  });

  it('are asked for when they are missing', () => {
    expect(() => bundleOf('http-missions', join(outDir, 'nowhere'))).toThrow(/npm run build/);
  });
});
