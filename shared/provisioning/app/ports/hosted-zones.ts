import type { RecordType } from '../../domain/wanted-records.ts';
import type { ZoneChange, ZoneRecords } from '../../domain/zone-changes.ts';

export interface HostedZone {
  readonly id: string;
  /** Without a dot at the end. */
  readonly name: string;
}

/** Public hosted zones of the account. @throws RexError RATE_LIMITED, PROVIDER_UNAVAILABLE */
export interface HostedZones {
  /** The public zone of exactly this name; undefined when there is none, or more than one. */
  named(name: string): Promise<HostedZone | undefined>;
  records(zone: HostedZone, name: string, type: RecordType): Promise<ZoneRecords>;
  /**
   * Makes all changes or none. A deletion holds only while the set is exactly the given one, and a creation while there is none.
   * @throws RexError VERSION_CONFLICT when the zone is not so any more, or the name has records that exclude these
   */
  change(zone: HostedZone, changes: readonly ZoneChange[]): Promise<void>;
}
