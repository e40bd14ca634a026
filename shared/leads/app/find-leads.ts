import type { Lead } from '../domain/lead.ts';
import type { LeadStore } from './ports/leads.ts';

/**
 * Leads by id, at half the price of a consistent read: one that is found may have changed a moment ago, one that is not found is
 * not there.
 */
export async function findLeads(
  leads: Pick<LeadStore, 'getMany'>,
  workspace: string,
  ids: readonly string[],
): Promise<(Lead | undefined)[]> {
  const found = await leads.getMany(workspace, ids);
  const missing = ids.filter((_, i) => found[i] === undefined);
  const late = missing.length > 0 ? await leads.getMany(workspace, missing, 'consistent') : [];
  const byId = new Map(late.map((lead, i) => [missing[i], lead]));
  return found.map((lead, i) => lead ?? byId.get(ids[i]));
}
