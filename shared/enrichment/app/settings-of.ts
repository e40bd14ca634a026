import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type EnrichmentSettings, enrichmentSettingsSchema } from '../contract/settings.ts';

export const settingsOf = async (
  { workspaces }: { readonly workspaces: Pick<WorkspaceStore, 'get'> },
  workspace: string,
): Promise<EnrichmentSettings> =>
  (await workspaces.get(workspace))?.settings.enrichment ?? enrichmentSettingsSchema.parse({});
