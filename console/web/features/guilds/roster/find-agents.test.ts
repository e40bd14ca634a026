import { describe, expect, it } from 'vitest';
import { findAgents } from './find-agents.ts';

const AGENTS = [
  {
    name: 'subject-line-writer',
    role: 'Writes subject lines.',
    guild: 'muse',
    capability: 'write',
    model: 'better',
  },
  {
    name: 'campaign-namer',
    role: 'Finds names for a campaign.',
    guild: 'muse',
    capability: 'think',
    model: 'needed',
  },
  {
    name: 'alert-watcher',
    role: 'Says when alerts lie open.',
    guild: 'guard',
    capability: 'watch',
    model: 'never',
  },
] as const;
const found = (wanted: Parameters<typeof findAgents>[1]) =>
  findAgents(AGENTS, wanted).map(({ name }) => name);

describe('findAgents', () => {
  it('finds by words of the name and of what it does, in any order', () => {
    expect(found({ find: 'Writer  subject' })).toEqual(['subject-line-writer']);
    expect(found({ find: 'subject-line' })).toEqual(['subject-line-writer']);
    expect(found({ find: 'lie open' })).toEqual(['alert-watcher']);
    expect(found({ find: 'nobody' })).toEqual([]);
    expect(found({})).toHaveLength(3);
  });

  it('takes every filter into account', () => {
    expect(found({ guild: 'muse' })).toHaveLength(2);
    expect(found({ guild: 'muse', model: 'needed' })).toEqual(['campaign-namer']);
    expect(found({ capability: 'watch', guild: 'muse' })).toEqual([]);
  });
});
