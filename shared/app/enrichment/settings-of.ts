import { type EnrichmentSettings, enrichmentSettingsSchema } from '../../contracts/enrichment.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';

export const settingsOf = async (
  { workspaces }: { readonly workspaces: Pick<WorkspaceStore, 'get'> },
  workspace: string,
): Promise<EnrichmentSettings> =>
  (await workspaces.get(workspace))?.settings.enrichment ?? enrichmentSettingsSchema.parse({});
