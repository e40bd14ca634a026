import type { SettingsReader } from '../../platform/ports/settings.ts';
import { type EnrichmentSettings, enrichmentSettingsSchema } from '../contract/settings.ts';

export const settingsOf = async (
  { workspaces }: { readonly workspaces: SettingsReader<{ readonly enrichment: EnrichmentSettings }> },
  workspace: string,
): Promise<EnrichmentSettings> =>
  (await workspaces.get(workspace))?.settings.enrichment ?? enrichmentSettingsSchema.parse({});
