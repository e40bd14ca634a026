import * as z from 'zod';
import { LAYERS } from '../../../../shared/decisions/contract/routes.ts';
import { missionIdSchema } from '../../../../shared/kernel/contract/common.ts';
import { EVENT_CHANNELS } from '../../../../shared/kernel/contract/event-channels.ts';

/** What the address of the audit log says: the tab, the filters of each, and what is looked at. */
export const auditAddressSchema = z.object({
  tab: z.enum(['events', 'decisions']),
  channel: z.enum(EVENT_CHANNELS),
  name: z.string().max(100),
  who: z.string().max(100),
  layer: z.enum(LAYERS),
  rule: z.string().max(100),
  action: z.string().max(60),
  mission: missionIdSchema,
  show: z.string().max(200),
});
