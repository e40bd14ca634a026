import * as z from 'zod';
import { alertStores } from '../../../../shared/alerts/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { provisioningStores } from '../../../../shared/provisioning/adapters/stores.ts';
import {
  awaitRecords,
  concludeProvisioning,
  stopProvisioning,
} from '../../../../shared/provisioning/app/await-records.ts';
import { checkInputSchema } from '../../../../shared/provisioning/contract/steps.ts';
import { openLookUps } from '../../../../shared/wiring/open-dns.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...alertStores(tables),
  ...domainStores(tables),
  ...provisioningStores(tables),
  ...workspaceStores(tables),
  lookUps: openLookUps(),
  region: readEnv({ AWS_REGION: z.string() }).AWS_REGION,
  clock: systemClock,
};

export const handler = stepHandler(checkInputSchema, async ({ check, error, ...run }) => {
  if (check === 'records') return awaitRecords(deps, run);
  if (check === 'verdicts') return concludeProvisioning(deps, run);
  return stopProvisioning(deps, run, error ? problemOf(error) : 'It was stopped.');
});

/** What a step said when it failed, as far as a person should read it. */
function problemOf({ Error: name, Cause }: { readonly Error: string; readonly Cause: string }): string {
  const [, message = ''] = /"errorMessage":\s*"((?:[^"\\]|\\.)*)"/.exec(Cause) ?? [];
  return message === '' ? `A step failed (${name}).` : `A step failed: ${message}`;
}
