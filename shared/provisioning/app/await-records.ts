import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { provisioningEvent, serves } from '../domain/provisioning.ts';
import { type CheckRecordsDeps, checkRecords } from './check-records.ts';
import { noteFailedRules } from './judge-sender.ts';
import type { ProvisioningStart } from './ports/machine.ts';
import { changeRunning, runningProvisioning } from './running-provisioning.ts';

export interface RecordsAnswer {
  /** `confirm`: everything is in the DNS; `wait`: not yet; `end`: there is nothing left to wait for. */
  readonly next: 'confirm' | 'wait' | 'end';
  readonly waitSeconds: number;
}

/** SES looks for the records by itself for so long. */
const GIVE_UP_AFTER_MS = 3 * DAY;
/** How long until the next look, by how long the machine has been waiting: soon at first, then ever more rarely. */
const PAUSES: readonly (readonly [until: number, seconds: number])[] = [
  [10 * MINUTE, 30],
  [HOUR, 300],
  [GIVE_UP_AFTER_MS, 3600],
];

/** Looks whether all records are in the DNS, so that SES can be asked; gives up after three days. */
export async function awaitRecords(deps: CheckRecordsDeps, run: ProvisioningStart): Promise<RecordsAnswer> {
  const before = await runningProvisioning(deps, run);
  if (!before) return { next: 'end', waitSeconds: 0 };
  const { looks, startedAt = '' } = await checkRecords(deps, run, run.correlationId);
  if (looks.every(serves)) {
    // What SES said earlier was about other records.
    await changeRunning(deps, run, (current) => ({ ...current, ses: undefined }));
    return { next: 'confirm', waitSeconds: 0 };
  }
  const open = looks.filter((look) => !serves(look)).map(({ id }) => id);
  return waitOrGiveUp(deps, run, startedAt, `These records are not in the DNS: ${open.join(', ')}.`);
}

/** Reads what SES answered: everything is verified, or it has not looked yet. */
export async function concludeProvisioning(
  deps: CheckRecordsDeps,
  run: ProvisioningStart,
): Promise<RecordsAnswer> {
  const found = await runningProvisioning(deps, run);
  if (!found) return { next: 'end', waitSeconds: 0 };
  const { ses = {}, startedAt = '', domain } = found;
  const open = Object.entries(ses).filter(([, status]) => status !== 'Success');
  if (open.length > 0) {
    const said = open.map(([what, status]) => `${what}: ${status}`).join(', ');
    return waitOrGiveUp(deps, run, startedAt, `SES has not verified everything: ${said}.`);
  }
  await changeRunning(
    deps,
    run,
    (current) => ({ ...current, state: 'ready' }),
    (next) => [provisioningEvent(next, 'domain.provisioned', { domain }, deps.clock.now())],
  );
  await noteFailedRules(deps, found);
  return { next: 'end', waitSeconds: 0 };
}

async function waitOrGiveUp(
  deps: CheckRecordsDeps,
  run: ProvisioningStart,
  startedAt: string,
  problem: string,
): Promise<RecordsAnswer> {
  const waited = deps.clock.now().getTime() - Date.parse(startedAt);
  const pause = PAUSES.find(([until]) => waited < until);
  if (pause) return { next: 'wait', waitSeconds: pause[1] };
  await stopProvisioning(deps, run, `${problem} Rex waited for three days.`);
  return { next: 'end', waitSeconds: 0 };
}

/** Ends a provisioning that comes to nothing, and tells a person. */
export async function stopProvisioning(
  deps: Pick<CheckRecordsDeps, 'provisionings' | 'alerts' | 'clock'>,
  run: ProvisioningStart,
  problem: string,
): Promise<void> {
  const { workspace, domain, correlationId } = run;
  if (!(await runningProvisioning(deps, run))) return;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'domain.provisioning-stopped',
      severity: 'warning',
      title: `${domain} is not set up`,
      message: `${problem} See "rex domains records ${domain}", and start again with "rex domains provision ${domain}".`,
      evidence: { domain },
      cause: `domain-provisioning ${domain}`,
    },
    correlationId,
  );
  await changeRunning(
    deps,
    run,
    (current) => ({ ...current, state: 'incomplete', problem }),
    (next) => [provisioningEvent(next, 'domain.provisioning-stopped', { domain, problem }, deps.clock.now())],
  );
}
