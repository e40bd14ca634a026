import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type DeadLetter, decideDeadLetter } from '../domain/dead-letter.ts';
import type { DeadLetterStore, DeadQueues } from './ports/dead-letters.ts';

export interface DeadLetterDeps {
  readonly letters: DeadLetterStore;
  readonly queues: DeadQueues;
  readonly clock: Clock;
}

export interface DecideDeadLetter {
  readonly workspace: string;
  readonly id: string;
  readonly subject: string;
}

/** Newest first. A page of a filtered list may be short; use the cursor for more. */
export async function listDeadLetters(
  deps: DeadLetterDeps,
  workspace: string,
  { limit, cursor, state }: { limit: number; cursor?: string | undefined; state?: string | undefined },
) {
  const page = await deps.letters.list(workspace, { limit, cursor });
  const letters = page.letters.filter((letter) => state === undefined || letter.state === state);
  return { deadLetters: letters.map((letter) => viewOf(deps, letter)), cursor: page.cursor };
}

/**
 * Puts a message back on its queue. The replay is claimed before and settled after: two people who replay at once create one
 * message, and a message whose replay died on the way can be replayed again.
 * @throws RexError NOT_FOUND; CONFLICT when it was decided already or cannot be replayed
 */
export async function replayDeadLetter(deps: DeadLetterDeps, input: DecideDeadLetter) {
  const letter = await find(deps, input);
  if (!deps.queues.canReplay(letter.queue)) {
    throw new RexError(
      'CONFLICT',
      `Messages of ${letter.queue} cannot be replayed: the next run does the same work. Discard it.`,
    );
  }
  const claimed = await deps.letters.save(
    decideDeadLetter(letter, 'replaying', input.subject, deps.clock.now()),
  );
  await deps.queues.replay(claimed);
  return viewOf(deps, await deps.letters.save({ ...claimed, state: 'replayed' }));
}

/** @throws RexError NOT_FOUND; CONFLICT when it was decided already */
export async function discardDeadLetter(deps: DeadLetterDeps, input: DecideDeadLetter) {
  const letter = await find(deps, input);
  return viewOf(
    deps,
    await deps.letters.save(decideDeadLetter(letter, 'discarded', input.subject, deps.clock.now())),
  );
}

async function find({ letters }: DeadLetterDeps, { workspace, id }: DecideDeadLetter): Promise<DeadLetter> {
  const letter = await letters.get(workspace, id);
  if (!letter) throw new RexError('NOT_FOUND', `There is no dead letter ${id}.`);
  return letter;
}

const viewOf = ({ queues }: DeadLetterDeps, letter: DeadLetter) => ({
  ...letter,
  failure: letter.failure ?? null,
  correlationId: letter.correlationId ?? null,
  decidedBy: letter.decidedBy ?? null,
  decidedAt: letter.decidedAt ?? null,
  impact: queues.impactOf(letter.queue) ?? null,
  replayable: letter.state === 'open' && queues.canReplay(letter.queue),
});
