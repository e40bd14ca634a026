import { expect, it } from 'vitest';
import { CONTEXTS, type Context, contextOf, contextProblems, drawContexts } from './contexts.ts';

const table: readonly Context[] = [
  { name: 'kernel', for: 'all', uses: '' },
  { name: 'leads', for: 'people', uses: 'kernel' },
  { name: 'agents/icp', for: 'an agent', uses: 'kernel leads' },
];
const fine = [
  { from: 'shared/leads/app/a.ts', to: 'shared/kernel/b.ts' },
  { from: 'shared/agents/icp/c.ts', to: 'shared/kernel/b.ts' },
  { from: 'shared/agents/icp/c.ts', to: 'shared/leads/domain/d.ts' },
];

it('knows the context of a file', () => {
  expect(contextOf('shared/leads/app/a.ts')).toBe('leads');
  expect(contextOf('shared/agents/icp/a.ts')).toBe('agents/icp');
  expect(contextOf('shared/agents/registry.ts')).toBe('agents');
  expect(contextOf('functions/http/leads/index.ts')).toBeUndefined();
});

it('finds nothing wrong with imports that the table allows', () => {
  expect(contextProblems(table, fine)).toEqual([]);
});

it('refuses an import and a folder that are missing in the table', () => {
  const wrong = [
    { from: 'shared/kernel/b.ts', to: 'shared/leads/domain/d.ts' },
    { from: 'shared/new/b.ts', to: 'shared/kernel/b.ts' },
  ];
  expect(contextProblems(table, [...fine, ...wrong])).toEqual([
    'kernel does not use leads: shared/kernel/b.ts -> shared/leads/domain/d.ts',
    'shared/new/b.ts is in no context of the table.',
  ]);
});

it('refuses a table with a cycle or an unused line', () => {
  const circle = table.map((row) => (row.name === 'kernel' ? { ...row, uses: 'leads' } : row));
  expect(contextProblems(circle, fine)).toContain('kernel may not use leads, which does not stand above it.');
  expect(contextProblems(table, fine.slice(1))).toEqual([
    'leads does not import kernel any more: take it out of the table.',
  ]);
});

it('draws every context that uses another one, without arrows that follow from others', () => {
  const drawing = drawContexts([...table, { name: 'api', for: 'routes', uses: 'leads agents/icp' }]);
  expect(drawing).toContain('api --> agents_icp');
  expect(drawing).not.toContain('api --> leads');
  expect(drawContexts(CONTEXTS)).toContain('missions --> domains');
});
