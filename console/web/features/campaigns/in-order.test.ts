import { expect, it } from 'vitest';
import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { inOrder } from './in-order.ts';

const move = (id: string, ...dependsOn: string[]) => ({ id, dependsOn }) as unknown as MoveView;

it('puts each move after those that it depends on, and none is lost', () => {
  const moves = [move('d'), move('a', 'c'), move('b'), move('c', 'b'), move('e', 'gone')];
  expect(inOrder(moves).map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd', 'e']);
});
