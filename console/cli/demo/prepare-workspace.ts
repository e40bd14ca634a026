import type { z } from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { settingsRoutes } from '../../../shared/operations/contract/settings-routes.ts';
import type { Settings } from '../../../shared/workspaces/contract/settings.ts';
import { type Connection, call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';

/** A made-up shop. Its rate is that of an SES account whose quota was raised, so that the demo ends soon. */
const DEMO_SETTINGS: z.input<typeof settingsRoutes.putSettings.body> = {
  brandName: 'Harbour Records',
  senderName: 'Elena',
  senderLocalPart: 'elena',
  postalAddress: '12 Quay Street, Portland, ME 04101, USA',
  website: 'https://www.rex-demo.example',
  dailyBudget: 50_000,
  sendsPerSecond: 500,
};

/** A domain has one owner, so each workspace has one of its own. */
const demoDomain = (workspace: string) =>
  ({ domain: `mail.rex-${workspace}.example`, tier: 'prewarmed', targetPerDay: 4_000 }) as const;

/** Gives the workspace settings and a sending domain where it has none; leaves alone what is there. */
export async function prepareWorkspace(connection: Connection, workspace: string): Promise<void> {
  if (!(await currentSettings(connection))) {
    await call(connection, settingsRoutes.putSettings, { body: DEMO_SETTINGS });
  }
  const { domains } = await call(connection, resourceRoutes.listDomains, {});
  if (domains.length > 0) return;
  await call(connection, resourceRoutes.addDomain, { body: demoDomain(workspace) });
}

async function currentSettings(connection: Connection): Promise<Settings | undefined> {
  try {
    return await call(connection, settingsRoutes.getSettings, {});
  } catch (error) {
    if (error instanceof CliError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
