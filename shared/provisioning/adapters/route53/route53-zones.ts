import {
  ChangeResourceRecordSetsCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type Route53Client,
  Route53ServiceException,
} from '@aws-sdk/client-route-53';
import { RexError } from '../../../kernel/errors.ts';
import type { HostedZone, HostedZones } from '../../app/ports/hosted-zones.ts';
import { sameName } from '../../domain/judge-record.ts';
import type { RecordType } from '../../domain/wanted-records.ts';
import type { ZoneChange, ZoneRecords } from '../../domain/zone-changes.ts';

/** Zones of one name are next to each other, and there are few. */
const ZONES_LOOKED_AT = 20;

/** Hosted zones of Amazon Route 53. */
export class Route53Zones implements HostedZones {
  private readonly client: Route53Client;

  constructor(client: Route53Client) {
    this.client = client;
  }

  async named(name: string): Promise<HostedZone | undefined> {
    const { HostedZones: zones = [] } = await asked(() =>
      this.client.send(new ListHostedZonesByNameCommand({ DNSName: name, MaxItems: ZONES_LOOKED_AT })),
    );
    const found = zones.filter((zone) => sameName(zone.Name ?? '', name) && !zone.Config?.PrivateZone);
    // Of two zones with one name only the DNS above knows which one counts.
    const [zone, ...others] = found;
    return zone?.Id === undefined || others.length > 0
      ? undefined
      : { id: zone.Id.replace('/hostedzone/', ''), name };
  }

  async records({ id }: HostedZone, name: string, type: RecordType): Promise<ZoneRecords> {
    const { ResourceRecordSets: sets = [] } = await asked(() =>
      this.client.send(
        new ListResourceRecordSetsCommand({
          HostedZoneId: id,
          StartRecordName: name,
          StartRecordType: type,
          MaxItems: 1,
        }),
      ),
    );
    const [set] = sets;
    if (!set || set.Type !== type || !sameName(set.Name ?? '', name)) return { kind: 'none' };
    if (set.SetIdentifier !== undefined || set.AliasTarget !== undefined) return { kind: 'special' };
    const values = set.ResourceRecords?.flatMap(({ Value }) => Value ?? []) ?? [];
    return { kind: 'set', set: { name: set.Name ?? name, type, ttl: set.TTL ?? 0, values } };
  }

  async change({ id }: HostedZone, changes: readonly ZoneChange[]): Promise<void> {
    await asked(() =>
      this.client.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: id,
          ChangeBatch: {
            Comment: 'Sending domain, by Rex',
            Changes: changes.map(({ action, set }) => ({
              Action: action === 'create' ? 'CREATE' : 'DELETE',
              ResourceRecordSet: {
                Name: set.name,
                Type: typeOf(set.type),
                TTL: set.ttl,
                ResourceRecords: set.values.map((Value) => ({ Value })),
              },
            })),
          },
        }),
      ),
    );
  }
}

const TYPES = ['TXT', 'CNAME', 'MX'] as const;
const typeOf = (type: string): RecordType => TYPES.find((known) => known === type) ?? 'TXT';

/** @throws RexError */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Route53ServiceException)) {
      throw new RexError('PROVIDER_UNAVAILABLE', 'Route 53 did not answer.', { cause: error });
    }
    const { name, message } = error;
    if (name === 'InvalidChangeBatch') {
      throw new RexError('VERSION_CONFLICT', `Route 53 refuses the change: ${message}`, { cause: error });
    }
    if (/^Throttling|^PriorRequestNotComplete/.test(name)) {
      throw new RexError('RATE_LIMITED', `Route 53 is asked too often (${name}).`, { cause: error });
    }
    if ((error.$metadata.httpStatusCode ?? 500) >= 500) {
      throw new RexError('PROVIDER_UNAVAILABLE', `Route 53 failed (${name}).`, { cause: error });
    }
    throw new RexError('CONFLICT', `Route 53 refuses: ${name}: ${message}`, { cause: error });
  }
}
