import { expect, it } from 'vitest';
import { webProblems } from './web-imports.ts';

it('finds what the console must not import, and circles', () => {
  const page = 'console/web/features/a/page.tsx';
  expect(
    webProblems(
      new Map([
        [page, ['shared/leads/contract/routes.ts', 'shared/leads/app/explain.ts', 'console/web/ui/x.tsx']],
        ['console/web/ui/x.tsx', ['console/web/ui/y.tsx', 'shared/kernel/errors.ts', 'console/cli/run.ts']],
        ['console/web/ui/y.tsx', ['console/web/ui/x.tsx']],
      ]),
    ),
  ).toEqual([
    `console-sees-contracts: ${page} -> shared/leads/app/explain.ts`,
    'console-sees-contracts: console/web/ui/x.tsx -> console/cli/run.ts',
    'no-circles: console/web/ui/x.tsx -> console/web/ui/y.tsx -> console/web/ui/x.tsx',
  ]);
});
