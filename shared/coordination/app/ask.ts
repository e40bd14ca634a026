import { setTimeout as delay } from 'node:timers/promises';
import type { EventData, EventRows } from '../../kernel/contract/event-contract.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Happening, newEvent, type RexEvent } from '../../kernel/events.ts';
import type { Feed } from '../../live/app/ports/feed.ts';
import type { EventLog } from '../../platform/ports/event-log.ts';

export interface AskDeps {
  readonly log: EventLog;
  readonly feed: Feed;
}

const POLL_MS = 100;
const PAGE = 100;

/**
 * Publishes an event and waits for its answer, the event that names it as its cause. It searches the feed of the workspace
 * from before the question, so no answer can come too early to be found.
 * @throws RexError PROVIDER_UNAVAILABLE when nobody answers in time. The question stays published.
 */
export async function ask(
  { log, feed }: AskDeps,
  question: RexEvent,
  answers: string,
  timeoutMs: number,
): Promise<RexEvent> {
  let position = await feed.latest(question.workspace);
  await log.append(question);
  for (let waited = 0; waited < timeoutMs; waited += POLL_MS) {
    const { events } = await feed.after(question.workspace, position, PAGE);
    const answer = events.find(({ event }) => event.name === answers && event.causationId === question.id);
    if (answer) return answer.event;
    position = events.at(-1)?.position ?? position;
    await delay(POLL_MS);
  }
  throw new RexError(
    'PROVIDER_UNAVAILABLE',
    `Nobody answered ${question.name} within ${timeoutMs / 1000} s: look at "rex dead-letters list" and at the alarms.`,
  );
}

/** Publishes the answer to a question, which the asker finds by its cause. A repeated question gets no second answer. */
export const answerTo = <Rows extends EventRows, N extends keyof Rows & string>(
  rows: Rows,
  question: RexEvent,
  name: N,
  answer: Pick<Happening<EventData<Rows, N>>, 'about' | 'sequence' | 'actor' | 'data'>,
  now: Date,
): RexEvent => ({
  ...newEvent(
    rows,
    name,
    {
      ...answer,
      id: `${question.id}:answer`,
      workspace: question.workspace,
      correlationId: question.correlationId,
    },
    now,
  ),
  causationId: question.id,
});
