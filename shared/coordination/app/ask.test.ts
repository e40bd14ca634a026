import { expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import type { DynamoFeed } from '../../live/adapters/feed.ts';
import { DynamoEventLog } from '../../platform/adapters/dynamodb/event-log.ts';
import type { EventLog } from '../../platform/ports/event-log.ts';
import { agentEvents } from '../contract/events.ts';
import { answerTo, ask } from './ask.ts';
import { answerBusCheck } from './check-bus.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const clock = { now: () => NOW };
const tables = openMemory();

/** A bus that gives each event its place, then tells it to somebody. */
function bus(told: (event: RexEvent) => Promise<void>): { log: EventLog; feed: DynamoFeed } {
  const { feed } = stores(tables, clock);
  const kept = new DynamoEventLog(tables.events);
  const log: EventLog = {
    async append(event) {
      await kept.append(event);
      await feed.place(event.workspace, [event]);
      // As a bus does it: later, and to nobody's promise.
      setTimeout(() => void told(event), 5);
    },
  };
  return { log, feed };
}

const question = (workspace: string, about: string): RexEvent =>
  newEvent(
    agentEvents,
    'bus.asked',
    { about, sequence: 1, workspace, correlationId: `c-${about}`, actor: REX, data: {} },
    NOW,
  );

it('concurrent callers each get the answer to their own question', async () => {
  const { log, feed } = bus(async (event) => {
    // The answer comes twice, as consumers are called twice.
    if (event.name === 'bus.asked') {
      await answerBusCheck({ log, clock }, event);
      await answerBusCheck({ log, clock }, event);
    }
  });
  const questions = ['one', 'two', 'three'].map((about) => question('asks', about));
  const answers = await Promise.all(questions.map((each) => ask({ log, feed }, each, 'bus.answered', 5_000)));
  expect(
    answers.map(({ causationId, correlationId, aggregate }) => [causationId, correlationId, aggregate.id]),
  ).toEqual(questions.map(({ id, correlationId, aggregate }) => [id, correlationId, aggregate.id]));
});

it('an answer to another question or from another workspace is ignored', async () => {
  const { log, feed } = bus(async (event) => {
    if (event.name !== 'bus.asked') return;
    const other = question('quiet', 'other');
    const answer = { about: 'x', sequence: 2, actor: REX, data: {} };
    await log.append(answerTo(agentEvents, other, 'bus.answered', answer, NOW));
    await log.append({
      ...answerTo(agentEvents, event, 'bus.answered', answer, NOW),
      workspace: 'strangers',
    });
  });
  const asked = ask({ log, feed }, question('quiet', 'mine'), 'bus.answered', 400);
  await expect(asked).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
});
