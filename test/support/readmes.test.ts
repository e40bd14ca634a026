import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTEXTS } from './contexts.ts';
import { missingPaths, ROOT, readme, readmes } from './readmes.ts';

const HEADINGS = ['## Words', '## Promises', '## To extend'];
const all = readmes();

describe('READMEs', () => {
  it.each(CONTEXTS.map(({ name }) => name))(
    'shared/%s has the sections for words, promises and extensions',
    (name) => {
      const file = `shared/${name}/README.md`;
      expect(existsSync(join(ROOT, file)), `${file} is missing`).toBe(true);
      const lines = readme(file).split('\n');
      expect(lines.filter((line) => HEADINGS.includes(line))).toEqual(HEADINGS);
    },
  );

  it.each(all)('%s names only files that exist', (file) => {
    expect(missingPaths(file, readme(file))).toEqual([]);
  });

  it('exist in every part of the project', () => {
    const parts = ['console', 'findings', 'functions', 'infra', 'shared', 'statemachines', 'test'];
    for (const part of parts) expect(all).toContain(`${part}/README.md`);
    expect(all).toContain('README.md');
  });
});

describe('the table of places to touch', () => {
  const rows = [
    ...readme('shared/README.md').matchAll(/^\| ([a-z ]+?) +\| +[\d a-z]+ \| +(\d+) \| (.+?) +\|$/gm),
  ];

  it.each(
    rows.map(([, what = '', count = '', places = '']) => [what, Number(count), places.split('; ')] as const),
  )('%s: as many as are named', (_, count, places) => expect(places).toHaveLength(count));

  it('counts what can be added', () => {
    expect(rows.map(([, what]) => what)).toEqual(
      expect.arrayContaining(['agent', 'type of mission', 'queue', 'guard', 'rule', 'route', 'event']),
    );
  });
});

describe('missingPaths', () => {
  const missing = (text: string) => missingPaths('shared/kernel/README.md', text);

  it('finds files that are gone, in backticks and in links', () => {
    expect(
      missing('See `shared/kernel/gone.ts`, `gone.ts`, `infra/gone` and [this](../gone/README.md).'),
    ).toEqual(['shared/kernel/gone.ts', 'gone.ts', 'infra/gone', '../gone/README.md']);
  });

  it('accepts paths from the root, from shared, from the folder, and bare names below it', () => {
    const paths = [
      'shared/kernel/errors.ts',
      'kernel/errors.ts',
      'contract/common.ts',
      'common.ts',
      'contract/*.ts',
    ];
    expect(missing(paths.map((path) => `\`${path}\``).join(' '))).toEqual([]);
  });

  it('leaves out names to fill in, files of users, web addresses and code blocks', () => {
    expect(
      missing(
        '`functions/<path>/index.ts` `leads.csv` `/openapi.json` [w](https://a.test/b.ts)\n```\n`gone.ts`\n```',
      ),
    ).toEqual([]);
  });
});
