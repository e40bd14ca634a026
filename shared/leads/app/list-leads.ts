import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import { type LeadView, leadView } from './lead-view.ts';
import type { LeadStore } from './ports/leads.ts';

/** `offset` leads of the index page after `after` were listed already. */
const positionSchema = z.strictObject({ after: z.string().optional(), offset: z.int().min(0) });
type Position = z.infer<typeof positionSchema>;

export interface ListLeadsInput {
  readonly workspace: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly email?: string | undefined;
}

export interface LeadList {
  readonly leads: LeadView[];
  readonly cursor: string | null;
}

/**
 * Leads in the order of their import, or the one with the mailbox of an address, in any spelling.
 * @throws RexError VALIDATION_FAILED for a foreign cursor or an invalid address
 */
export async function listLeads(
  { leads }: { readonly leads: LeadStore },
  input: ListLeadsInput,
): Promise<LeadList> {
  if (input.email !== undefined) return leadByEmail(leads, input.workspace, input.email);
  const { ids, next } = await idsFrom(leads, input);
  const [found, orders] = await Promise.all([
    leads.getMany(input.workspace, ids, 'consistent'),
    leads.getOrders(input.workspace, ids),
  ]);
  return {
    leads: found.flatMap((lead, i) => (lead ? [leadView(lead, orders[i])] : [])),
    cursor: next ? encodeCursor(next) : null,
  };
}

async function leadByEmail(leads: LeadStore, workspace: string, email: string): Promise<LeadList> {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) {
    throw new RexError('VALIDATION_FAILED', `That is not a usable e-mail address. ${parsed.reason}`, {
      fields: [{ path: 'query.email', message: parsed.reason }],
    });
  }
  const id = leadIdOf(workspace, parsed.email.identity);
  const [lead, [orders]] = await Promise.all([leads.get(workspace, id), leads.getOrders(workspace, [id])]);
  return { leads: lead ? [leadView(lead, orders)] : [], cursor: null };
}

async function idsFrom(
  leads: LeadStore,
  { workspace, limit, cursor }: ListLeadsInput,
): Promise<{ ids: string[]; next: Position | undefined }> {
  const ids: string[] = [];
  let position: Position = cursor === undefined ? { offset: 0 } : decodeCursor(cursor, positionSchema);
  for (;;) {
    const { pages } = await leads.indexPages(workspace, { limit: 1, cursor: position.after });
    const [page] = pages;
    if (!page) return { ids, next: undefined };
    const taken = page.leads.slice(position.offset, position.offset + limit - ids.length);
    ids.push(...taken);
    const offset = position.offset + taken.length;
    position = offset < page.leads.length ? { ...position, offset } : { after: page.page, offset: 0 };
    if (ids.length >= limit) return { ids, next: position };
  }
}
