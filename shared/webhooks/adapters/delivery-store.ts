import * as z from 'zod';
import { addMs, type Clock } from '../../kernel/clock.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { DeliveryPage, DeliveryStore } from '../app/ports/webhooks.ts';
import { type Delivery, deliveryRecordSchema, KEPT_MS } from '../domain/delivery.ts';
import { deliveriesPartition, deliveryKey } from './keys.ts';

/** DynamoDB may remove a record days after its time; it is not shown any more then. */
const keptSchema = deliveryRecordSchema.extend({ expiresAt: z.number().int() });

export class DynamoDeliveryStore implements DeliveryStore {
  private readonly records: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  get(workspace: string, endpointId: string, id: string): Promise<Delivery | undefined> {
    return this.records.get(deliveryKey(workspace, endpointId, id), keptSchema);
  }

  async create(delivery: Delivery): Promise<boolean> {
    try {
      await this.records.put(keyOf(delivery), this.kept(delivery), 'absent');
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async save(delivery: Delivery): Promise<Delivery> {
    const next = { ...delivery, version: delivery.version + 1 };
    await this.records.put(keyOf(delivery), this.kept(next), { version: delivery.version });
    return next;
  }

  async list(
    workspace: string,
    endpointId: string,
    { state, ...page }: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<DeliveryPage> {
    const { items, cursor } = await this.records.page(
      deliveriesPartition(workspace, endpointId),
      keptSchema,
      { ...page, newestFirst: true },
    );
    const seconds = this.clock.now().getTime() / 1000;
    const shown = items.filter((each) => each.expiresAt > seconds && (!state || each.state === state));
    return { deliveries: shown, cursor };
  }

  async after(workspace: string, endpointId: string, id: string, limit: number): Promise<DeliveryPage> {
    const { items, cursor } = await this.records.page(
      deliveriesPartition(workspace, endpointId),
      keptSchema,
      {
        cursor: id,
        limit,
        consistent: true,
      },
    );
    return { deliveries: items, cursor };
  }

  private kept(delivery: Delivery): z.infer<typeof keptSchema> {
    return { ...delivery, expiresAt: Math.floor(addMs(this.clock.now(), KEPT_MS).getTime() / 1000) };
  }
}

const keyOf = ({ workspace, endpointId, id }: Delivery) => deliveryKey(workspace, endpointId, id);
