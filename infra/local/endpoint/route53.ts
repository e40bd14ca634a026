import * as z from 'zod';
import { elementsIn, escapeXml, textIn } from '../../lean-aws/xml.ts';
import type { RuntimeStore } from '../store.ts';
import { AwsError } from './aws-error.ts';

/** Public hosted zones of Route 53, and their records. */
export interface Route53 {
  /** The XML of an answer. @throws AwsError */
  handle(method: string, url: URL, body: string): string;
  /** Values under a name in the zone that it belongs to; undefined when no zone has its name. */
  lookUp(name: string, type: string): string[] | undefined;
}

const recordSetSchema = z.object({
  name: z.string(),
  type: z.string(),
  ttl: z.number(),
  values: z.array(z.string()),
});
const zoneSchema = z.object({ id: z.string(), name: z.string(), sets: z.array(recordSetSchema) });
type RecordSet = z.infer<typeof recordSetSchema>;
type Zone = z.infer<typeof zoneSchema>;

const SETTING = 'hosted-zones';
const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';
const PATH = /^\/2013-04-01\/(hostedzone|hostedzonesbyname)(?:\/([A-Z0-9]+)\/rrset)?\/?$/;

export function createRoute53(store: RuntimeStore): Route53 {
  const zones = (): Zone[] => z.array(zoneSchema).parse(JSON.parse(store.setting(SETTING) ?? '[]'));
  const save = (all: readonly Zone[]): void => store.saveSetting(SETTING, JSON.stringify(all));

  const zoneOf = (id: string): Zone => {
    const zone = zones().find((each) => each.id === id);
    if (zone) return zone;
    throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404);
  };
  const create = (body: string): string => {
    const name = plain(textIn(body, 'Name') ?? '');
    const all = zones();
    const zone = { id: `Z${String(all.length + 1).padStart(13, '0')}`, name, sets: [] };
    save([...all, zone]);
    return answer('CreateHostedZone', zoneXml(zone));
  };
  const byName = (url: URL): string => {
    const from = plain(url.searchParams.get('dnsname') ?? '');
    const most = Number(url.searchParams.get('maxitems') ?? 100);
    // In the order of names read from the right, as Route 53 lists them.
    const found = zones()
      .toSorted((a, b) => (reversed(a.name) < reversed(b.name) ? -1 : 1))
      .filter(({ name }) => reversed(name) >= reversed(from))
      .slice(0, most);
    const listed = `<HostedZones>${found.map(zoneXml).join('')}</HostedZones>`;
    return answer(
      'ListHostedZonesByName',
      `${listed}<IsTruncated>false</IsTruncated><MaxItems>${most}</MaxItems>`,
    );
  };
  const list = (id: string, url: URL): string => {
    const start = `${reversed(plain(url.searchParams.get('name') ?? ''))} ${url.searchParams.get('type') ?? ''}`;
    const most = Number(url.searchParams.get('maxitems') ?? 100);
    const found = zoneOf(id)
      .sets.map((set) => ({ set, at: `${reversed(set.name)} ${set.type}` }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .filter(({ at }) => at >= start)
      .slice(0, most);
    const sets = `<ResourceRecordSets>${found.map(({ set }) => setXml(set)).join('')}</ResourceRecordSets>`;
    return answer(
      'ListResourceRecordSets',
      `${sets}<IsTruncated>false</IsTruncated><MaxItems>${most}</MaxItems>`,
    );
  };
  const changeSets = (id: string, body: string): string => {
    const zone = zoneOf(id);
    const sets = elementsIn(body, 'Change').reduce<RecordSet[]>((before, change) => {
      const [element = ''] = elementsIn(change, 'ResourceRecordSet');
      return changed(before, textIn(change, 'Action') ?? '', setOf(element));
    }, zone.sets);
    const wrong = sets.find(
      ({ name, type }) => type === 'CNAME' && sets.some((each) => each.name === name && each.type !== type),
    );
    if (wrong) refuse(`RRSet of type CNAME with DNS name ${wrong.name}. is not permitted beside others`);
    save(zones().map((each) => (each.id === id ? { ...each, sets } : each)));
    return answer(
      'ChangeResourceRecordSets',
      '<ChangeInfo><Id>/change/C1</Id><Status>INSYNC</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo>',
    );
  };
  return {
    handle(method, url, body) {
      const [, kind, id] = PATH.exec(url.pathname) ?? [];
      if (method === 'POST' && kind === 'hostedzone' && id === undefined) return create(body);
      if (method === 'GET' && kind === 'hostedzonesbyname') return byName(url);
      if (method === 'GET' && id !== undefined) return list(id, url);
      if (method === 'POST' && id !== undefined) return changeSets(id, body);
      throw new AwsError(
        'InvalidInput',
        `infra/local has no operation ${method} ${url.pathname} of Route 53.`,
      );
    },
    lookUp(name, type) {
      const zone = zones()
        .filter((each) => name === each.name || name.endsWith(`.${each.name}`))
        .toSorted((a, b) => b.name.length - a.name.length)[0];
      return zone?.sets.find((set) => set.name === name && set.type === type)?.values ?? (zone && []);
    },
  };
}

/** A deletion needs the set exactly as it is, a creation none; either fails the whole batch. */
function changed(sets: readonly RecordSet[], action: string, set: RecordSet): RecordSet[] {
  const there = sets.find(({ name, type }) => name === set.name && type === set.type);
  const others = sets.filter((each) => each !== there);
  if (action === 'CREATE' && there) refuse(`it already exists: ${set.name}. type ${set.type}`);
  if (action !== 'DELETE') return [...others, set];
  if (!there) refuse(`it was not found: ${set.name}. type ${set.type}`);
  if (there?.ttl !== set.ttl || there.values.toSorted().join('\n') !== set.values.toSorted().join('\n'))
    refuse(`the values provided do not match the current values: ${set.name}. type ${set.type}`);
  return others;
}

function refuse(why: string): never {
  throw new AwsError('InvalidChangeBatch', `[Tried to change a resource record set but ${why}]`);
}

const setOf = (xml: string): RecordSet => ({
  name: plain(textIn(xml, 'Name') ?? ''),
  type: textIn(xml, 'Type') ?? '',
  ttl: Number(textIn(xml, 'TTL') ?? 0),
  values: elementsIn(xml, 'ResourceRecord').map((record) => textIn(record, 'Value') ?? ''),
});

const setXml = ({ name, type, ttl, values }: RecordSet): string =>
  `<ResourceRecordSet><Name>${name}.</Name><Type>${type}</Type><TTL>${ttl}</TTL><ResourceRecords>${values
    .map((value) => `<ResourceRecord><Value>${escapeXml(value)}</Value></ResourceRecord>`)
    .join('')}</ResourceRecords></ResourceRecordSet>`;

const zoneXml = ({ id, name }: Zone): string =>
  `<HostedZone><Id>/hostedzone/${id}</Id><Name>${name}.</Name><CallerReference>${id}</CallerReference><Config><PrivateZone>false</PrivateZone></Config></HostedZone>`;

const answer = (operation: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${operation}Response xmlns="${NAMESPACE}">${inner}</${operation}Response>`;

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const reversed = (name: string): string => name.split('.').toReversed().join('.');
