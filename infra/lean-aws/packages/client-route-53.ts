import type {
  ChangeResourceRecordSetsCommandInput,
  ChangeResourceRecordSetsCommandOutput,
  ListHostedZonesByNameCommandInput,
  ListHostedZonesByNameCommandOutput,
  ListResourceRecordSetsCommandInput,
  ListResourceRecordSetsCommandOutput,
  RRType,
} from '@aws-sdk/client-route-53/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { type Exceptions, exceptionOf, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';
import { elementsIn, escapeXml, textIn } from '../xml.ts';

export type * from '@aws-sdk/client-route-53/dist-types/index.js';

export class Route53ServiceException extends ServiceException {}

const ROUTE_53: Service = {
  id: 'ROUTE_53',
  host: 'route53',
  signing: 'route53',
  globalIn: 'us-east-1',
  exceptions: { base: Route53ServiceException },
};

const VERSION = '2013-04-01';
const NAMESPACE = `https://route53.amazonaws.com/doc/${VERSION}/`;

export class Route53Client extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, ROUTE_53);
  }
}

/** REST with XML. */
abstract class Route53Command<I, O extends object> extends Command<I, O> {
  protected abstract readonly answer: string;
  protected abstract read(xml: string): object;

  output({ body }: HttpAnswer): O {
    const xml = body.toString();
    if (!xml.includes(`</${this.answer}>`)) throw new SyntaxError('This is no answer of Route 53.');
    return Object.assign(this.read(xml), { $metadata: {} }) as unknown as O;
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    const xml = answer.body.toString();
    const name =
      textIn(xml, 'Code') ?? (xml.includes('<InvalidChangeBatch') ? 'InvalidChangeBatch' : undefined);
    if (name === undefined) throw new SyntaxError('This is no answer of Route 53.');
    const message = textIn(xml, 'Message') ?? 'UnknownError';
    return exceptionOf(exceptions, { name, message, answer, members: {} });
  }

  protected get(path: string, query: Readonly<Record<string, string | number | undefined>>): RequestParts {
    const given = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeSegment(String(value))}`);
    return {
      method: 'GET',
      path: `/${VERSION}/${path}`,
      query: given.sort().join('&'),
      headers: {},
      body: '',
    };
  }
}

export class ListHostedZonesByNameCommand extends Route53Command<
  Pick<ListHostedZonesByNameCommandInput, 'DNSName' | 'MaxItems'>,
  Pick<ListHostedZonesByNameCommandOutput, 'HostedZones'>
> {
  protected readonly answer = 'ListHostedZonesByNameResponse';

  request(): RequestParts {
    return this.get('hostedzonesbyname', { dnsname: this.input.DNSName, maxitems: this.input.MaxItems });
  }

  protected read = (xml: string) => ({
    HostedZones: elementsIn(xml, 'HostedZone').map((zone) => ({
      Id: textIn(zone, 'Id'),
      Name: textIn(zone, 'Name'),
      Config: { PrivateZone: textIn(zone, 'PrivateZone') === 'true' },
    })),
  });
}

export class ListResourceRecordSetsCommand extends Route53Command<
  Pick<
    ListResourceRecordSetsCommandInput,
    'HostedZoneId' | 'StartRecordName' | 'StartRecordType' | 'MaxItems'
  >,
  Pick<ListResourceRecordSetsCommandOutput, 'ResourceRecordSets'>
> {
  protected readonly answer = 'ListResourceRecordSetsResponse';

  request(): RequestParts {
    const { HostedZoneId = '', StartRecordName, StartRecordType, MaxItems } = this.input;
    return this.get(`hostedzone/${encodeSegment(HostedZoneId)}/rrset`, {
      maxitems: MaxItems,
      name: StartRecordName,
      type: StartRecordType,
    });
  }

  protected read = (xml: string) => ({
    ResourceRecordSets: elementsIn(xml, 'ResourceRecordSet').map((set) => {
      const ttl = textIn(set, 'TTL');
      const identifier = textIn(set, 'SetIdentifier');
      const [alias] = elementsIn(set, 'AliasTarget');
      const records = elementsIn(set, 'ResourceRecord').map((record) => ({ Value: textIn(record, 'Value') }));
      return {
        Name: textIn(set, 'Name'),
        Type: textIn(set, 'Type') as RRType,
        ...(identifier !== undefined && { SetIdentifier: identifier }),
        ...(ttl !== undefined && { TTL: Number(ttl) }),
        ...(records.length > 0 && { ResourceRecords: records }),
        ...(alias !== undefined && { AliasTarget: { DNSName: textIn(alias, 'DNSName') } }),
      };
    }),
  });
}

type Changes = Pick<ChangeResourceRecordSetsCommandInput, 'HostedZoneId' | 'ChangeBatch'>;

export class ChangeResourceRecordSetsCommand extends Route53Command<
  Changes,
  Pick<ChangeResourceRecordSetsCommandOutput, 'ChangeInfo'>
> {
  protected readonly answer = 'ChangeResourceRecordSetsResponse';

  request(): RequestParts {
    const { HostedZoneId = '', ChangeBatch } = this.input;
    const changes = (ChangeBatch?.Changes ?? []).map(({ Action, ResourceRecordSet: set }) => {
      const records = (set?.ResourceRecords ?? []).map(({ Value }) =>
        tag('ResourceRecord', text('Value', Value)),
      );
      const inner = [
        text('Name', set?.Name),
        text('Type', set?.Type),
        text('TTL', set?.TTL),
        tag('ResourceRecords', records.join('')),
      ];
      return tag('Change', text('Action', Action) + tag('ResourceRecordSet', inner.join('')));
    });
    const comment = ChangeBatch?.Comment === undefined ? '' : text('Comment', ChangeBatch.Comment);
    const batch = tag('ChangeBatch', tag('Changes', changes.join('')) + comment);
    return {
      method: 'POST',
      path: `/${VERSION}/hostedzone/${encodeSegment(HostedZoneId)}/rrset`,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><ChangeResourceRecordSetsRequest xmlns="${NAMESPACE}">${batch}</ChangeResourceRecordSetsRequest>`,
    };
  }

  protected read = (xml: string) => ({
    ChangeInfo: { Id: textIn(xml, 'Id'), Status: textIn(xml, 'Status') as 'INSYNC' | 'PENDING' },
  });
}

const tag = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;
const text = (name: string, value: unknown): string => tag(name, escapeXml(String(value)));
