import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConsole } from '../../infra/build-console.ts';

/** Bytes of script, compressed, before the first page can be drawn; and of any one file that is loaded later. */
const FIRST_LOAD = 180_000;
const LATER = 30_000;

describe('the web console as built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rex-console-'));
  let page: string;
  let scripts: Map<string, number>;
  beforeAll(async () => {
    await buildConsole(folder);
    page = readFileSync(join(folder, 'index.html'), 'utf8');
    scripts = new Map(
      readdirSync(join(folder, 'assets'))
        .filter((file) => file.endsWith('.js'))
        .map((file) => [file, gzipSync(readFileSync(join(folder, 'assets', file))).length]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('draws its first page after at most 180 kB of script', () => {
    const atStart = [...scripts].filter(([file]) => page.includes(file));
    expect(atStart.length).toBeGreaterThan(0);
    const sum = atStart.reduce((all, [, bytes]) => all + bytes, 0);
    expect(sum).toBeLessThanOrEqual(FIRST_LOAD);
  });

  it('loads the rest in small files, when somebody goes there', () => {
    const later = [...scripts].filter(([file]) => !page.includes(file));
    expect(later.length).toBeGreaterThan(20);
    expect(later.filter(([, bytes]) => bytes > LATER)).toEqual([]);
  });

  it('has no scripts that import each other in a circle: one of them would begin before what it needs', () => {
    const importsOf = (file: string): string[] =>
      [
        ...readFileSync(join(folder, 'assets', file), 'utf8').matchAll(
          /(?:\bfrom|\bimport) ?[`"']\.\/([^`"']+\.js)[`"']/g,
        ),
      ].map(([, name = '']) => name);
    const imports = new Map([...scripts.keys()].map((file) => [file, importsOf(file)]));
    expect([...imports.values()].flat().length).toBeGreaterThan(scripts.size);
    const left = new Map(imports);
    // What imports nothing that is left cannot be in a circle.
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const [file, names] of left) if (!names.some((name) => left.has(name))) left.delete(file);
    }
    expect([...left.keys()]).toEqual([]);
  });

  it('names nothing elsewhere and has no script of its own in the page', () => {
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });
});
