import type { RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Provisioning } from '../domain/provisioning.ts';
import type { ProvisioningStart } from './ports/machine.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';

/** The provisioning that an execution works on; undefined when it was ended, or is another execution's by now. */
export async function runningProvisioning(
  { provisionings }: { readonly provisionings: ProvisioningStore },
  { workspace, domain, attempt }: Pick<ProvisioningStart, 'workspace' | 'domain' | 'attempt'>,
): Promise<Provisioning | undefined> {
  const found = await provisionings.get(workspace, domain);
  return found?.state === 'running' && found.attempt === attempt ? found : undefined;
}

/** Changes it while it is this execution's; a change that an event tells of gets the version for it. */
export function changeRunning(
  deps: { readonly provisionings: ProvisioningStore },
  run: Pick<ProvisioningStart, 'workspace' | 'domain' | 'attempt'>,
  change: (current: Provisioning) => Provisioning,
  tell: (next: Provisioning) => readonly RexEvent[] = () => [],
): Promise<void> {
  return retryOnConflict(async () => {
    const current = await runningProvisioning(deps, run);
    if (!current) return;
    const next = change(current);
    await deps.provisionings.save(next, 'version', tell({ ...next, version: current.version + 1 }));
  });
}
