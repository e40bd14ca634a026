import type { Clock } from '../../kernel/clock.ts';
import { type Cause, newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import type { EventLog } from '../../platform/ports/event-log.ts';
import { agentEvents } from '../contract/events.ts';
import { type AskDeps, answerTo, ask } from './ask.ts';

/** Less than the time limit of an HTTP request, with the rest of its work. */
const WITHIN_MS = 10_000;

export interface CheckBusDeps extends AskDeps {
  readonly clock: Clock;
}

/**
 * Sends a question the whole way of events (table, stream, bus, function) and waits until the answer comes back the same way.
 * @throws RexError PROVIDER_UNAVAILABLE when no answer comes
 */
export async function checkBus(
  deps: CheckBusDeps,
  { workspace, cause }: { readonly workspace: string; readonly cause: Cause },
): Promise<{ milliseconds: number; correlationId: string }> {
  const now = deps.clock.now();
  const about = newId('q', now);
  const question = newEvent(
    agentEvents,
    'bus.asked',
    { ...cause, about, sequence: 1, workspace, data: {} },
    now,
  );
  const started = performance.now();
  await ask(deps, question, 'bus.answered', WITHIN_MS);
  return { milliseconds: Math.round(performance.now() - started), correlationId: question.correlationId };
}

/** Answers the question, at the other end. */
export const answerBusCheck = (
  { log, clock }: { readonly log: EventLog; readonly clock: Clock },
  question: RexEvent,
): Promise<void> =>
  log.append(
    answerTo(
      agentEvents,
      question,
      'bus.answered',
      { about: question.aggregate.id, sequence: question.sequence + 1, actor: REX, data: {} },
      clock.now(),
    ),
  );
