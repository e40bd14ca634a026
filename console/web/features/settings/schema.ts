import { settingsSchema } from '../../../../shared/workspaces/contract/settings.ts';
import { resolved, schemaOf } from '../../schema-form/schema.ts';

/** The settings as JSON Schema: what the forms of this page are made of. */
export const SETTINGS_ROOT = schemaOf(settingsSchema);
export const SETTINGS = resolved(SETTINGS_ROOT, SETTINGS_ROOT);
