import { globSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Project {
  readonly test: { readonly name: string; readonly include: string[]; readonly exclude?: string[] };
}

it('every test file is in one project', () => {
  const files = globSync('{shared,functions,infra,console,test,findings}/**/*.test.ts', { cwd: ROOT });
  const projects = (config.test?.projects ?? []) as unknown as readonly Project[];
  const homes = (file: string): string[] =>
    projects.flatMap(({ test: { name, include, exclude = [] } }) =>
      include.some((glob) => matchesGlob(file, glob)) && !exclude.some((glob) => matchesGlob(file, glob))
        ? [name]
        : [],
    );
  expect(files.length).toBeGreaterThan(200);
  expect(files.map((file) => [file, homes(file).length]).filter(([, count]) => count !== 1)).toEqual([]);
});
