import { type ContactNumber, numberIdOf } from '../../domain/channels/contact-number.ts';
import { numberChannel } from '../../domain/channels/number-channel.ts';
import type { Lead } from '../../domain/leads/lead.ts';
import type { LeadDrafts } from '../../domain/sending/cohort.ts';
import type { ContactNumberStore } from '../ports/contact-numbers.ts';

/** What is known of the number of each lead, in their order. */
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

/** What is known of the numbers of the leads, by lead; asked only for those whose sequence goes to a number. */
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
