import * as z from 'zod';
import type { faultRule } from '../../infra/local/faults.ts';
import type { PatientClient } from './patient-client.ts';

export type Rules = readonly z.input<typeof faultRule>[];

const rulesSchema = z.object({ rules: z.array(z.object({ happened: z.number() })) });

/** Gives how often each of the rules until now has struck. */
export const setFaults = (client: PatientClient, rules: Rules): Promise<number[]> =>
  client.ask(async ({ info }) => {
    const url = `${info.url}/_local/faults`;
    const before = rulesSchema.parse(await (await fetch(url)).json());
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ rules }) });
    if (!answer.ok) throw new Error(await answer.text());
    return before.rules.map(({ happened }) => happened);
  });
