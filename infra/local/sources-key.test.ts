import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SOURCES_OF, sourcesKey } from './sources-key.ts';

it('the key changes with every file that a build reads', () => {
  const root = mkdtempSync(join(tmpdir(), 'rex-key-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string): string => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
    return sourcesKey(root, SOURCES_OF.stacks);
  };
  const keys = [
    write('functions/http/a/index.ts', 'a'),
    write('shared/kernel/b.ts', 'b'),
    write('shared/kernel/b.ts', 'c'),
    write('statemachines/m.asl.json', '{}'),
    write('package-lock.json', '{}'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  const last = keys.at(-1);
  expect(write('shared/kernel/b.test.ts', 'd')).toBe(last);
  expect(write('README.md', 'e')).toBe(last);
  rmSync(join(root, 'shared/kernel/b.ts'));
  expect(sourcesKey(root, SOURCES_OF.stacks)).not.toBe(last);
});
