import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { type Connection, call } from './api-client.ts';
import { CliError } from './cli-error.ts';

/** The id of a lead that is given by its id or its address. @throws CliError NOT_FOUND */
export async function leadIdIn(connection: Connection, lead: string): Promise<string> {
  if (!lead.includes('@')) return lead;
  const { leads } = await call(connection, leadRoutes.listLeads, { query: { email: lead } });
  const [found] = leads;
  if (!found) throw new CliError('NOT_FOUND', 'There is no lead with this address.');
  return found.id;
}
