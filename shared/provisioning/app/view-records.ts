import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { DomainRecordsView } from '../contract/provisioning.ts';
import { newProvisioning, type Provisioning } from '../domain/provisioning.ts';
import { wantedRecords } from '../domain/wanted-records.ts';
import { ownedDomain } from './owned-domain.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';

export interface ViewRecordsDeps {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly provisionings: ProvisioningStore;
  /** The Region of SES. */
  readonly region: string;
}

/** The records of a domain as of the last check. @throws RexError NOT_FOUND */
export async function viewRecords(
  deps: ViewRecordsDeps,
  workspace: string,
  domain: string,
): Promise<DomainRecordsView> {
  const [provisioning = newProvisioning(workspace, domain)] = await Promise.all([
    deps.provisionings.get(workspace, domain),
    ownedDomain(deps, workspace, domain),
  ]);
  return recordsView(provisioning, deps.region);
}

export function recordsView(provisioning: Provisioning, region: string): DomainRecordsView {
  const { domain, state, identity, ses, zone, written, looks, checkedAt, problem } = provisioning;
  return {
    domain,
    state,
    problem: problem ?? null,
    hostedZone: zone?.name ?? null,
    ses: ses
      ? {
          identity: ses.identity ?? 'Pending',
          dkim: ses.dkim ?? 'Pending',
          mailFrom: ses.mailFrom ?? 'Pending',
        }
      : null,
    checkedAt: checkedAt ?? null,
    records: wantedRecords(domain, identity, region).map(({ comparison: _, ...record }) => {
      const look = looks.find(({ id }) => id === record.id);
      return {
        ...record,
        state: look?.state ?? 'unknown',
        found: look?.found ?? [],
        note: look?.note ?? null,
        writtenByRex: written.includes(record.id),
      };
    }),
  };
}
