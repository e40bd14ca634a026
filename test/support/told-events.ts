import { expect } from 'vitest';
import { EVENT_CONTRACTS } from '../../shared/api/contract/catalogue.ts';
import { rexEventSchema } from '../../shared/kernel/contract/envelope.ts';
import { everything } from './aws.ts';
import { openLocalTables } from './local-tables.ts';
import type { TestRex } from './test-rex.ts';

/** Says that every event that was told so far is as the catalogue says, without the address of anybody. Their names. */
export async function expectCatalogued(rex: TestRex): Promise<Set<string>> {
  const { events, close } = await openLocalTables(rex.awsEndpoint);
  const told = await everything(events);
  close();
  for (const item of told) {
    const { name, schemaVersion, channel, aggregate, data } = rexEventSchema.parse(item);
    const contract = EVENT_CONTRACTS.get(name);
    expect(contract, `${name} is in the catalogue`).toBeDefined();
    expect([name, schemaVersion, channel, aggregate.type]).toEqual([
      name,
      contract?.version,
      contract?.channel,
      contract?.aggregate,
    ]);
    const parsed = contract?.data.strict().safeParse(data);
    expect([name, parsed?.error?.issues ?? []]).toEqual([name, []]);
    expect(JSON.stringify(data), name).not.toMatch(/[\w.]+@[\w-]+\.\w+/);
  }
  return new Set(told.map(({ name }) => String(name)));
}
