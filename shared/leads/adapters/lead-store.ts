import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { chunksOf, mapConcurrent } from '../../kernel/concurrency.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { isConflict, itemOf, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { InboundMessage, IndexPage, LeadStore } from '../app/ports/leads.ts';
import { inboundMessageSchema } from '../domain/inbound-message.ts';
import { type Lead, type LeadOrders, leadSchema, ordersSchema } from '../domain/lead.ts';
import {
  aliasKey,
  inboundKey,
  leadIndexKey,
  leadIndexPartition,
  leadKey,
  leadPartition,
  ordersKey,
} from './keys.ts';

const BATCH_WRITE_ITEMS = 25;

const indexPageSchema = z.object({ page: z.string(), leads: z.array(z.string()) });
const aliasSchema = z.object({ externalId: z.string(), leadId: z.string() });

export class DynamoLeadStore implements LeadStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Lead | undefined> {
    return this.records.get(leadKey(workspace, id), leadSchema);
  }

  getMany(workspace: string, ids: readonly string[], consistency: 'consistent' | 'eventual' = 'eventual') {
    return this.records.getMany(
      ids.map((id) => leadKey(workspace, id)),
      leadSchema,
      consistency,
    );
  }

  create(lead: Lead): Promise<void> {
    return this.records.put(leadKey(lead.workspace, lead.id), lead, 'absent');
  }

  async save(lead: Lead, events: readonly RexEvent[] = []): Promise<Lead> {
    const next = { ...lead, version: lead.version + 1 };
    const key = leadKey(lead.workspace, lead.id);
    const expected = { version: lead.version };
    await putWithEvents(this.records, { key, record: next, expected }, this.events, events);
    return next;
  }

  getOrders(workspace: string, ids: readonly string[]): Promise<(LeadOrders | undefined)[]> {
    return this.records.getMany(
      ids.map((id) => ordersKey(workspace, id)),
      ordersSchema,
      'consistent',
    );
  }

  createOrders(orders: LeadOrders): Promise<void> {
    return this.records.put(ordersKey(orders.workspace, orders.leadId), orders, 'absent');
  }

  saveOrders(orders: LeadOrders): Promise<void> {
    const next = { ...orders, version: orders.version + 1 };
    return this.records.put(ordersKey(orders.workspace, orders.leadId), next, { version: orders.version });
  }

  /** Unguarded on purpose: an alias depends only on the row of the file, so a repeat writes the same. */
  async putAliases(workspace: string, aliases: ReadonlyMap<string, string>): Promise<void> {
    const items = [...aliases].map(([externalId, leadId]) => ({
      ...aliasKey(workspace, externalId),
      externalId,
      leadId,
    }));
    await mapConcurrent(chunksOf(items, BATCH_WRITE_ITEMS), 4, async (chunk) => {
      let requests = chunk.map((Item) => ({ PutRequest: { Item: itemOf(Item, Item) } }));
      while (requests.length > 0) {
        const { UnprocessedItems } = await this.records.client.send(
          new BatchWriteCommand({ RequestItems: { [this.records.name]: requests } }),
        );
        requests = (UnprocessedItems?.[this.records.name] ?? []).flatMap(({ PutRequest }) =>
          PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
        );
      }
    });
  }

  async resolveAliases(workspace: string, externalIds: readonly string[]): Promise<Map<string, string>> {
    const found = await this.records.getMany(
      [...new Set(externalIds)].map((id) => aliasKey(workspace, id)),
      aliasSchema,
      'consistent',
    );
    return new Map(found.flatMap((alias) => (alias ? [[alias.externalId, alias.leadId]] : [])));
  }

  async indexPages(workspace: string, options: { limit: number; cursor?: string | undefined }) {
    const { items, cursor } = await this.records.page(
      leadIndexPartition(workspace),
      indexPageSchema,
      options,
    );
    return { pages: items, cursor };
  }

  getIndexPage(workspace: string, page: string): Promise<IndexPage | undefined> {
    return this.records.get(leadIndexKey(workspace, page), indexPageSchema);
  }

  async addInbound(workspace: string, leadId: string, message: InboundMessage): Promise<boolean> {
    try {
      await this.records.put(inboundKey(workspace, leadId, message.id), message, 'absent');
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  listInbound(workspace: string, leadId: string): Promise<InboundMessage[]> {
    return this.records.all(leadPartition(workspace, leadId), inboundMessageSchema, { prefix: 'INBOUND#' });
  }
}
