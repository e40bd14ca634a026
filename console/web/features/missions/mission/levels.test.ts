import { describe, expect, it } from 'vitest';
import { levelsOf } from './levels.ts';

const step = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });
const names = (steps: Parameters<typeof levelsOf>[0]) =>
  levelsOf(steps).map((level) => level.map(({ name }) => name));

describe('the levels of the steps of a mission', () => {
  it('puts steps that may run at once beside each other', () => {
    const steps = [
      step('send', 'draft', 'check'),
      step('draft', 'score'),
      step('check', 'score'),
      step('score'),
    ];
    expect(names(steps)).toEqual([['score'], ['draft', 'check'], ['send']]);
  });

  it('hides no step whose dependency is missing', () => {
    expect(names([step('a', 'gone'), step('b', 'a')])).toEqual([['a', 'b']]);
  });
});
