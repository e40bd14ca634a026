import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { provisioningEvent } from '../domain/provisioning.ts';
import { type WantedRecord, wantedRecords } from '../domain/wanted-records.ts';
import { changesFor, type ZoneChange } from '../domain/zone-changes.ts';
import { parentsOf } from './look-at-records.ts';
import { requireOwned } from './owned-domain.ts';
import type { HostedZone, HostedZones } from './ports/hosted-zones.ts';
import type { ProvisioningStart } from './ports/machine.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';
import { changeRunning, runningProvisioning } from './running-provisioning.ts';

const BATCH_TRIES = 2;

export interface WriteRecordsDeps {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly provisionings: ProvisioningStore;
  readonly zones: HostedZones;
  readonly clock: Clock;
  /** The Region of SES. */
  readonly region: string;
}

/**
 * Writes the records of a domain into the nearest hosted zone of the account that has its name or one above. Without such a
 * zone nothing is written: a person sets the records. What the zone has already stays.
 */
export async function writeRecords(deps: WriteRecordsDeps, run: ProvisioningStart): Promise<void> {
  const found = await runningProvisioning(deps, run);
  if (!found) return;
  await requireOwned(deps, run.workspace, run.domain);
  const zone = await nearestZone(deps.zones, run.domain);
  const wanted = wantedRecords(run.domain, found.identity, deps.region);
  const ids = zone ? await write(deps.zones, zone, wanted) : [];
  await changeRunning(
    deps,
    run,
    (current) => ({ ...current, zone, written: [...new Set([...current.written, ...ids])] }),
    (next) =>
      zone && ids.length > 0
        ? [
            provisioningEvent(
              next,
              'domain.records-written',
              { domain: run.domain, zone: zone.name, records: ids },
              deps.clock.now(),
            ),
          ]
        : [],
  );
}

async function nearestZone(zones: HostedZones, domain: string): Promise<HostedZone | undefined> {
  for (const name of [domain, ...parentsOf(domain)]) {
    const zone = await zones.named(name);
    if (zone) return zone;
  }
  return undefined;
}

/**
 * One batch, all or nothing. What changed between reading and writing is read and decided again. A zone that still refuses has
 * something under one of the names that excludes a record of ours: then each is written by itself, and a person sees to
 * what is refused.
 * @returns the ids of the records that were written
 */
async function write(
  zones: HostedZones,
  zone: HostedZone,
  wanted: readonly WantedRecord[],
): Promise<string[]> {
  for (let tries = 0; tries < BATCH_TRIES; tries++) {
    const written = await tryToWrite(zones, zone, wanted);
    if (written) return written;
  }
  const one = await mapConcurrent(wanted, 1, (record) => tryToWrite(zones, zone, [record]));
  return one.flatMap((written) => written ?? []);
}

/** The ids of the records that the zone lacked; undefined when it refuses them. */
async function tryToWrite(
  zones: HostedZones,
  zone: HostedZone,
  wanted: readonly WantedRecord[],
): Promise<string[] | undefined> {
  const changes: ZoneChange[] = [];
  const ids: string[] = [];
  for (const record of wanted) {
    const needed = changesFor(record, await zones.records(zone, record.name, record.type));
    if (needed.length > 0) ids.push(record.id);
    changes.push(...needed);
  }
  try {
    if (changes.length > 0) await zones.change(zone, changes);
    return ids;
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
}
