import { expect, it } from 'vitest';
import { ACTIONS } from '../missions/domain/workflows/actions.ts';
import { AGENTS, createRegistry } from './registry.ts';

const agent = { name: 'TestAgent', version: 1, purpose: 'To be found.' };

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

it('knows the eight agents, and whoever does an action of a workflow', () => {
  expect(AGENTS.all()).toHaveLength(8);
  for (const { agent: by } of Object.values(ACTIONS)) {
    if (by !== 'person') expect(AGENTS.load(by).name).toBe(by);
  }
});
