import type { MoveState, MoveView } from '../../../../shared/campaigns/contract/move.ts';

/** What can be done with a move as it is now. The API refuses the rest. */
export function possibleOf(
  { id, state, attempt }: Pick<MoveView, 'id' | 'state' | 'attempt'>,
  moves: readonly Pick<MoveView, 'dependsOn'>[],
) {
  const isOneOf = (...states: readonly MoveState[]): boolean => states.includes(state);
  const isWaitedFor = moves.some(({ dependsOn }) => dependsOn.includes(id));
  return {
    edit: isOneOf('planned'),
    complete: isOneOf('started', 'failed'),
    retry: isOneOf('failed', 'cancelled'),
    cancel: isOneOf('planned', 'started', 'failed'),
    remove: isOneOf('planned', 'cancelled') && attempt === 0 && !isWaitedFor,
  };
}
