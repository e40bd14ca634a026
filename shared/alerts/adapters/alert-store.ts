import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { type Expectation, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { AlertStore } from '../app/ports/alerts.ts';
import { type Alert, alertSchema } from '../domain/alert.ts';
import { alertCauseKey, alertKey } from './keys.ts';

const ALERTS = 'ALERTS';

/** The current alert of a cause. Guarded by a count, so that two simultaneous calls raise one alert. */
const causeSchema = z.object({ version: z.number().int(), alertId: z.string() });

export class DynamoAlertStore implements AlertStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Alert | undefined> {
    return this.records.get(alertKey(workspace, id), alertSchema);
  }

  async ofCause(workspace: string, cause: string): Promise<Alert | undefined> {
    const known = await this.records.get(alertCauseKey(workspace, sha256(cause)), causeSchema);
    return known && this.get(workspace, known.alertId);
  }

  async create(alert: Alert, previous: Alert | undefined, events: readonly RexEvent[]): Promise<void> {
    const key = alertCauseKey(alert.workspace, sha256(alert.cause));
    const known = previous && (await this.records.get(key, causeSchema));
    const cause = { version: (known?.version ?? 0) + 1, alertId: alert.id };
    await transact(this.records, [
      this.put(alert, 'absent'),
      this.records.putItem(key, cause, known ? { version: known.version } : 'absent'),
      ...putEvents(this.events, events),
    ]);
  }

  async save(alert: Alert, events: readonly RexEvent[]): Promise<Alert> {
    const next = { ...alert, version: alert.version + 1 };
    await transact(this.records, [
      this.put(next, { version: alert.version }),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  async list(
    workspace: string,
    { state, ...page }: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ alerts: Alert[]; cursor: string | null }> {
    const { items, cursor } = await queryTimeline(this.records, workspace, ALERTS, alertSchema, {
      ...page,
      newestFirst: true,
    });
    return { alerts: items.filter((alert) => !state || alert.state === state), cursor };
  }

  private put(alert: Alert, expected: Expectation) {
    const { workspace, id, raisedAt } = alert;
    return this.records.putItem(
      alertKey(workspace, id),
      alert,
      expected,
      timeline(workspace, ALERTS, raisedAt),
    );
  }
}
