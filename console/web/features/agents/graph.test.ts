import { describe, expect, it } from 'vitest';
import { placed } from './graph.ts';

const step = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });
const places = (steps: ReturnType<typeof step>[]) =>
  Object.fromEntries(placed(steps).map(({ node, column, row }) => [node.name, [column, row]]));

describe('placed', () => {
  it('puts each step after all on which it depends, in whatever order they are named', () => {
    expect(
      places([step('send', 'draft', 'verify'), step('draft', 'score'), step('score'), step('verify')]),
    ).toEqual({
      score: [0, 0],
      verify: [0, 1],
      draft: [1, 0],
      send: [2, 0],
    });
  });

  it('ends on a circle and on what is not there', () => {
    expect(places([step('a', 'b'), step('b', 'a'), step('c', 'gone')])['c']).toEqual([0, 1]);
  });
});
