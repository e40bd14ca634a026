import type { z } from 'zod';
import type { RexEvent } from '../../../kernel/events.ts';
import type { inboundMessageSchema } from '../../domain/inbound-message.ts';
import type { Lead, LeadOrders } from '../../domain/lead.ts';

export type InboundMessage = z.infer<typeof inboundMessageSchema>;

/** A page of the lead index: the ids of the leads of one import chunk or one call, in a stable order. */
export interface IndexPage {
  readonly page: string;
  readonly leads: readonly string[];
}

/** Leads and their purchases. Every save is guarded by the version that was read; after `VERSION_CONFLICT`, read again. */
export interface LeadStore {
  get(workspace: string, id: string): Promise<Lead | undefined>;
  getMany(
    workspace: string,
    ids: readonly string[],
    consistency?: 'consistent' | 'eventual',
  ): Promise<(Lead | undefined)[]>;
  create(lead: Lead): Promise<void>;
  /** Each for itself. Tells, in their order, which were created: where it is false, the lead was there already. */
  createMany(leads: readonly Lead[]): Promise<boolean[]>;
  /** `lead.version` is the version that was read; it is stored as one more. Events go into the same transaction. */
  save(lead: Lead, events?: readonly RexEvent[]): Promise<Lead>;
  /** Saves a lead that was read as `before`, without events. Leads that are changed at the same moment are saved in one request. */
  change(before: Lead, after: Lead): Promise<Lead>;
  getOrders(
    workspace: string,
    ids: readonly string[],
    consistency?: 'consistent' | 'eventual',
  ): Promise<(LeadOrders | undefined)[]>;
  createOrders(orders: LeadOrders): Promise<void>;
  /** As `createMany`. */
  createManyOrders(orders: readonly LeadOrders[]): Promise<boolean[]>;
  saveOrders(orders: LeadOrders): Promise<void>;
  /** External id to lead id; a repeat is harmless. */
  putAliases(workspace: string, aliases: ReadonlyMap<string, string>): Promise<void>;
  resolveAliases(workspace: string, externalIds: readonly string[]): Promise<Map<string, string>>;
  indexPages(
    workspace: string,
    options: { limit: number; cursor?: string | undefined },
  ): Promise<{ pages: IndexPage[]; cursor: string | null }>;
  getIndexPage(workspace: string, page: string): Promise<IndexPage | undefined>;
  /** False when this message was stored before. */
  addInbound(workspace: string, leadId: string, message: InboundMessage): Promise<boolean>;
  listInbound(workspace: string, leadId: string): Promise<InboundMessage[]>;
}
