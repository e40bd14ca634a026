import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;

it('what a use case needs is an interface that names its ports, no intersection of what others need', () => {
  const files = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { cwd: ROOT }).filter(
    (file) => !file.endsWith('.test.ts') && file !== 'shared/coordination/app/agent-steps.ts',
  );
  expect(files.length).toBeGreaterThan(700);
  const opaque = files.filter((file) =>
    /(?<![A-Za-z])\w*Deps(?:\['\w+'\]|, [^>]*>)?\s+&|&\s+(?:Pick<)?\w*Deps/.test(
      readFileSync(ROOT + file, 'utf8'),
    ),
  );
  expect(opaque).toEqual([]);
});
