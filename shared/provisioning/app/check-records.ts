import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type Look,
  newProvisioning,
  type Provisioning,
  provisioningEvent,
  serves,
} from '../domain/provisioning.ts';
import { wantedRecords } from '../domain/wanted-records.ts';
import { type JudgeSenderDeps, noteFailedRules } from './judge-sender.ts';
import { lookAtRecords } from './look-at-records.ts';
import type { LookUps } from './ports/look-ups.ts';

export interface CheckRecordsDeps extends JudgeSenderDeps {
  readonly lookUps: LookUps;
  readonly alerts: AlertStore;
  /** The Region of SES. */
  readonly region: string;
}

/**
 * Asks the DNS for all records of a domain, and notes what it has. What was there and is not any more raises an alert, and
 * one that came is told by an event. An answer that does not come leaves the last state as it was.
 */
export async function checkRecords(
  deps: CheckRecordsDeps,
  { workspace, domain }: { readonly workspace: string; readonly domain: string },
  correlationId: string,
): Promise<Provisioning> {
  const known = await deps.provisionings.get(workspace, domain);
  const { identity } = known ?? newProvisioning(workspace, domain);
  const wanted = wantedRecords(domain, identity, deps.region);
  const seen = await lookAtRecords(deps.lookUps, domain, wanted);
  const { saved, broken } = await save(deps, { workspace, domain, seen, correlationId });
  if (broken.length > 0) await alertOf(deps, saved, broken, correlationId);
  await noteFailedRules(deps, saved);
  return saved;
}

function save(
  { provisionings, clock }: CheckRecordsDeps,
  {
    workspace,
    domain,
    seen,
    correlationId,
  }: {
    readonly workspace: string;
    readonly domain: string;
    readonly seen: readonly Look[];
    readonly correlationId: string;
  },
): Promise<{ saved: Provisioning; broken: Look[] }> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const before = await provisionings.get(workspace, domain);
    const provisioning = before ?? newProvisioning(workspace, domain);
    const was = new Map(provisioning.looks.map((look) => [look.id, look]));
    const looks = seen.map((look) => (look.state === 'unknown' ? (was.get(look.id) ?? look) : look));
    const changed = looks.filter((look) => serves(look) !== serves(was.get(look.id) ?? { state: 'missing' }));
    const broken = changed.filter((look) => !serves(look));
    const next: Provisioning = { ...provisioning, looks, checkedAt: now.toISOString() };
    const version = before ? before.version + 1 : 1;
    const ids = (list: readonly Look[]) => list.map(({ id }) => id);
    const events =
      changed.length === 0
        ? []
        : [
            provisioningEvent(
              { ...next, version, correlationId },
              'domain.records-changed',
              { domain, came: ids(changed.filter(serves)), broken: ids(broken) },
              now,
            ),
          ];
    return { saved: await provisionings.save(next, before ? 'version' : 'absent', events), broken };
  });
}

function alertOf(
  deps: CheckRecordsDeps,
  { workspace, domain }: Provisioning,
  broken: readonly Look[],
  correlationId: string,
) {
  const names = broken.map(({ id }) => id).join(', ');
  return raiseAlert(
    deps,
    {
      workspace,
      type: 'domain.records-broken',
      severity: 'critical',
      title: `DNS records of ${domain} are gone or wrong: ${names}`,
      message: `Mail from ${domain} may be refused or taken for spam. "rex domains records ${domain}" says what the DNS has and what it should have; "rex domains provision ${domain}" writes the records again where Rex may.`,
      evidence: { domain, records: broken.map(({ id, state, found }) => ({ id, state, found })) },
      cause: `domain-records ${domain}`,
    },
    correlationId,
  );
}
