import { RexError } from '../../kernel/errors.ts';
import type { AutomationStore } from './ports/automations.ts';

/** @throws RexError VALIDATION_FAILED when a new mission names an automation that the workspace does not have */
export async function checkAutomation(
  { automations }: { readonly automations: Pick<AutomationStore, 'get'> },
  workspace: string,
  params: object,
): Promise<void> {
  const id = 'automation' in params ? params.automation : undefined;
  if (typeof id !== 'string' || (await automations.get(workspace, id))) return;
  throw new RexError('VALIDATION_FAILED', `There is no automation ${id}.`, {
    fields: [{ path: 'body.params.automation', message: 'is no automation of this workspace' }],
  });
}
