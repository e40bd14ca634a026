import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { type ContactNumber, numberIdOf } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { LeadDrafts } from '../domain/cohort.ts';

/** The number records of leads, in the order of the leads. */
export async function numbersOfLeads(
  { numbers }: { readonly numbers: ContactNumberStore },
  workspace: string,
  leads: readonly (Lead | undefined)[],
): Promise<(ContactNumber | undefined)[]> {
  const ids = leads.map((lead) => lead?.profile.phone && numberIdOf(workspace, lead.profile.phone));
  const found = await numbers.getMany(workspace, [...new Set(ids.flatMap((id) => (id ? [id] : [])))]);
  const byId = new Map(found.flatMap((number) => (number ? [[number.id, number] as const] : [])));
  return ids.map((id) => (id ? byId.get(id) : undefined));
}

/** The number records by lead, read only for leads whose sequence uses a number. */
export async function numbersOf(
  { numbers }: { readonly numbers: ContactNumberStore },
  workspace: string,
  people: readonly { readonly lead: Lead | undefined; readonly drafted: Pick<LeadDrafts, 'channels'> }[],
): Promise<ReadonlyMap<string, ContactNumber>> {
  const asked = people.flatMap(({ lead, drafted }) =>
    lead && drafted.channels?.some(({ channel }) => numberChannel(channel) !== undefined) ? [lead] : [],
  );
  if (asked.length === 0) return new Map();
  const found = await numbersOfLeads({ numbers }, workspace, asked);
  return new Map(
    asked.flatMap(({ id }, i) => {
      const number = found[i];
      return number ? [[id, number] as const] : [];
    }),
  );
}
