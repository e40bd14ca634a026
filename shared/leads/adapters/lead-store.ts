import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { batchPut } from '../../platform/adapters/dynamodb/batch-put.ts';
import { changeTogether } from '../../platform/adapters/dynamodb/change-together.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { insertMany } from '../../platform/adapters/dynamodb/insert-many.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
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

  createMany(leads: readonly Lead[]): Promise<boolean[]> {
    return insertMany(
      this.records,
      leads.map((lead) => ({ ...lead, ...leadKey(lead.workspace, lead.id) })),
    );
  }

  async save(lead: Lead, events: readonly RexEvent[] = []): Promise<Lead> {
    const next = { ...lead, version: lead.version + 1 };
    const key = leadKey(lead.workspace, lead.id);
    const expected = { version: lead.version };
    await putWithEvents(this.records, { key, record: next, expected }, this.events, events);
    return next;
  }

  async change(before: Lead, after: Lead): Promise<Lead> {
    const next = { ...after, version: before.version + 1 };
    await changeTogether(this.records, leadKey(before.workspace, before.id), before, next);
    return next;
  }

  getOrders(
    workspace: string,
    ids: readonly string[],
    consistency: 'consistent' | 'eventual' = 'consistent',
  ): Promise<(LeadOrders | undefined)[]> {
    return this.records.getMany(
      ids.map((id) => ordersKey(workspace, id)),
      ordersSchema,
      consistency,
    );
  }

  createOrders(orders: LeadOrders): Promise<void> {
    return this.records.put(ordersKey(orders.workspace, orders.leadId), orders, 'absent');
  }

  createManyOrders(orders: readonly LeadOrders[]): Promise<boolean[]> {
    return insertMany(
      this.records,
      orders.map((each) => ({ ...each, ...ordersKey(each.workspace, each.leadId) })),
    );
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
    await batchPut(this.records, items);
  }

  async resolveAliases(workspace: string, externalIds: readonly string[]): Promise<Map<string, string>> {
    const read = (ids: readonly string[], consistency: 'consistent' | 'eventual') =>
      this.records.getMany(
        ids.map((id) => aliasKey(workspace, id)),
        aliasSchema,
        consistency,
      );
    const ids = [...new Set(externalIds)];
    const found = await read(ids, 'eventual');
    // One that is not there may just have come; one that is there never changes.
    const missing = ids.filter((_, i) => found[i] === undefined);
    const late = missing.length > 0 ? await read(missing, 'consistent') : [];
    return new Map([...found, ...late].flatMap((alias) => (alias ? [[alias.externalId, alias.leadId]] : [])));
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
