import { expect, it } from 'vitest';
import { createRegistry, stepsOfPeople } from '../coordination/domain/agent-manifest.ts';
import { AGENTS } from './registry.ts';

const agent = { name: 'TestAgent', version: 1, purpose: 'To be found.', steps: [] };

it('loads the newest version of a name, or the one that is named', () => {
  const registry = createRegistry([agent, { ...agent, version: 3 }, { ...agent, version: 2 }]);
  expect(registry.load('TestAgent').version).toBe(3);
  expect(registry.load('TestAgent', 2).version).toBe(2);
  expect(() => registry.load('TestAgent', 4)).toThrow(/no agent TestAgent of version 4/);
  expect(() => registry.load('Nobody')).toThrow(/no agent Nobody/);
});

it('refuses a name and version that is taken', () => {
  expect(() => createRegistry([agent, agent])).toThrow(/TestAgent@1 already/);
});

it('refuses a step that another agent does', () => {
  const one = { ...agent, steps: ['score'] as const };
  expect(() => createRegistry([one, { ...one, name: 'Other' }])).toThrow(
    /Both TestAgent and Other do the step score/,
  );
});

it('knows the eight agents; whatever none of them does is up to people', () => {
  expect(AGENTS.all()).toHaveLength(8);
  expect(stepsOfPeople(AGENTS)).toEqual(['approve']);
});
