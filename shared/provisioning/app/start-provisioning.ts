import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { newProvisioning, type Provisioning, provisioningEvent } from '../domain/provisioning.ts';
import { requireOwned } from './owned-domain.ts';
import type { ProvisioningMachine } from './ports/machine.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';

export interface StartProvisioningDeps {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly provisionings: ProvisioningStore;
  readonly provisioningMachine: ProvisioningMachine;
  readonly clock: Clock;
}

export interface StartProvisioning {
  readonly workspace: string;
  readonly domain: string;
  readonly cause: Cause;
}

/**
 * Starts the state machine that sets a domain up. While it runs, another start changes nothing; an execution that is gone is
 * replaced by the next one, and what SES and the DNS have already is found again.
 * @throws RexError NOT_FOUND; CONFLICT until the domain is proved to belong to the workspace
 */
export async function startProvisioning(
  deps: StartProvisioningDeps,
  { workspace, domain, cause }: StartProvisioning,
): Promise<Provisioning> {
  await requireOwned(deps, workspace, domain);
  const started = await retryOnConflict(async () => {
    const now = deps.clock.now();
    const before = await deps.provisionings.get(workspace, domain);
    if (before?.state === 'running' && !(await isGone(deps, before))) return before;
    const next: Provisioning = {
      ...(before ?? newProvisioning(workspace, domain)),
      state: 'running',
      attempt: (before?.attempt ?? 0) + 1,
      executionArn: undefined,
      ses: undefined,
      problem: undefined,
      startedAt: now.toISOString(),
      correlationId: cause.correlationId,
    };
    const version = before ? before.version + 1 : 1;
    const data = { domain, attempt: next.attempt };
    const event = provisioningEvent({ ...next, version }, 'domain.provisioning-started', data, now, cause);
    return deps.provisionings.save(next, before ? 'version' : 'absent', [event]);
  });
  return started.executionArn === undefined ? execute(deps, started) : started;
}

/** Whether nobody works on it although it is not at its end: a death between the record and the start is no such case. */
export const isGone = async (
  { provisioningMachine }: Pick<StartProvisioningDeps, 'provisioningMachine'>,
  { executionArn }: Provisioning,
): Promise<boolean> => executionArn !== undefined && !(await provisioningMachine.isRunning(executionArn));

async function execute(deps: StartProvisioningDeps, started: Provisioning): Promise<Provisioning> {
  const { workspace, domain, attempt, correlationId } = started;
  // Execution names have at most 80 characters, and domains may have 253.
  const name = `${workspace}-${shortHash(domain, 20)}-${attempt}`;
  const executionArn = await deps.provisioningMachine.start(name, {
    workspace,
    domain,
    attempt,
    correlationId,
  });
  return retryOnConflict(async () => {
    const current = await deps.provisionings.get(workspace, domain);
    if (current?.attempt !== attempt || current.executionArn === executionArn) return current ?? started;
    return deps.provisionings.save({ ...current, executionArn }, 'version');
  });
}
