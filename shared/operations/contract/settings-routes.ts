import * as z from 'zod';
import { versionTagSchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, routes } from '../../kernel/contract/route.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';

/** Apart from the routes of the system, which every page of the console needs: these schemas are large. */
export const settingsRoutes = routes({
  getSettings: {
    operationId: 'getSettings',
    method: 'GET',
    path: '/api/rex/settings',
    summary: 'The settings of the workspace. The header ETag names their version.',
    roles: ANYONE,
    success: { status: 200, schema: settingsSchema },
    errors: ['NOT_FOUND'],
  },
  putSettings: {
    operationId: 'putSettings',
    method: 'PUT',
    path: '/api/rex/settings',
    summary:
      'Replace the settings of the workspace. With If-Match and the ETag that came with them, only when nobody has changed them meanwhile. The ETag of the answer names the new version.',
    roles: ADMINS,
    headers: z.object({
      'if-match': versionTagSchema.optional(),
    }),
    body: settingsSchema,
    success: { status: 200, schema: settingsSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT', 'VERSION_CONFLICT'],
  },
});
