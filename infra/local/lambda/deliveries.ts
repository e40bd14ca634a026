import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Queues } from '../endpoint/queues.ts';
import type { RuntimeStore } from '../store.ts';
import type { Functions } from './functions.ts';

/** Where an event, a schedule or a notification goes. */
export interface Target {
  readonly arn: string;
  readonly deadLetterArn?: string | undefined;
  /** How often a failed delivery is tried again. */
  readonly maxRetries?: number | undefined;
}

export interface Deliveries {
  /**
   * Delivers to a queue, a topic, a function or a state machine. To a function it is asynchronous and durable: kept
   * on disk before this returns, tried again when it fails, and sent to the dead-letter queue in the end.
   * The payload is text; a function gets it parsed.
   */
  deliver(target: Target, payload: string): void;
  /** Goes on with what was left by the last process. */
  resume(): void;
}

export interface DeliveryServices {
  readonly store: RuntimeStore;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly startExecution: (machineArn: string, input: string) => void;
}

/** Lambda's own number for asynchronous invocations. */
const DEFAULT_RETRIES = 2;
const RETRY_WAIT_MS = 60_000;

export function createDeliveries(services: DeliveryServices): Deliveries {
  const { store, clock, activity, functions, queues } = services;
  const insert = store.db.prepare(
    'INSERT INTO deliveries (target, payload, attempts, max_attempts, dead_letter_arn, due) VALUES (?, ?, 0, ?, ?, ?)',
  );
  const find = store.db.prepare('SELECT * FROM deliveries WHERE id = ?');
  const all = store.db.prepare('SELECT id, due FROM deliveries');
  const failed = store.db.prepare('UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE id = ?');
  const remove = store.db.prepare('DELETE FROM deliveries WHERE id = ?');

  const attempt = async (id: number | bigint): Promise<void> => {
    const row = find.get(id);
    if (row === undefined) return;
    const result = await functions.invoke(String(row['target']), JSON.parse(String(row['payload'])));
    if (result.ok) {
      remove.run(id);
    } else if (Number(row['attempts']) + 1 < Number(row['max_attempts'])) {
      const due = clock.time() + RETRY_WAIT_MS * (Number(row['attempts']) + 1);
      failed.run(Math.ceil(due), id);
      plan(id, due);
    } else {
      if (row['dead_letter_arn'] !== null) {
        queues.send(String(row['dead_letter_arn']), String(row['payload']), {
          ERROR_CODE: { DataType: 'String', StringValue: result.error.errorType },
          ERROR_MESSAGE: { DataType: 'String', StringValue: result.error.errorMessage.slice(0, 1000) || '-' },
        });
      }
      remove.run(id);
    }
  };
  const startNow = (id: number | bigint): void => activity.launch('delivery', () => attempt(id));
  const plan = (id: number | bigint, due: number): void => void clock.at(due, 'planned', () => startNow(id));

  return {
    deliver({ arn, deadLetterArn, maxRetries }, payload) {
      const service = arn.split(':')[2];
      if (service === 'sqs') queues.send(arn, payload);
      else if (service === 'sns') queues.publish(arn, payload);
      else if (service === 'states') services.startExecution(arn, payload);
      else if (service === 'lambda') {
        const attempts = 1 + (maxRetries ?? DEFAULT_RETRIES);
        const { lastInsertRowid } = insert.run(
          arn,
          payload,
          attempts,
          deadLetterArn ?? null,
          Math.floor(clock.time()),
        );
        startNow(lastInsertRowid);
      } else throw new Error(`infra/local cannot deliver to ${arn}.`);
    },
    resume() {
      for (const row of all.all()) plan(Number(row['id']), Number(row['due']));
    },
  };
}
