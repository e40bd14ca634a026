import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';

const WORKSPACE = { version: 1, channel: 'system', aggregate: 'WORKSPACE' } as const;
const nothing = z.object({});

export const workspaceEvents = events({
  'workspace.created': {
    ...WORKSPACE,
    summary: 'A workspace got its first settings.',
    data: nothing,
    example: {},
  },
  'workspace.settings-changed': {
    ...WORKSPACE,
    summary: 'The settings were changed. The event does not contain the values.',
    data: z.object({ changed: z.array(z.string()).describe('Names of the changed settings') }),
    example: { changed: ['dailyBudget'] },
  },
  'workspace.paused': {
    ...WORKSPACE,
    summary: 'The workspace was paused: nothing more goes out until it is resumed.',
    data: nothing,
    example: {},
  },
  'workspace.resumed': {
    ...WORKSPACE,
    summary: 'A paused workspace was resumed.',
    data: nothing,
    example: {},
  },
});
