import type {
  BehaviorOnMXFailure,
  CustomMailFromStatus,
  GetIdentityDkimAttributesCommandInput,
  GetIdentityDkimAttributesCommandOutput,
  GetIdentityMailFromDomainAttributesCommandInput,
  GetIdentityMailFromDomainAttributesCommandOutput,
  GetIdentityVerificationAttributesCommandInput,
  GetIdentityVerificationAttributesCommandOutput,
  SendRawEmailCommandInput,
  SendRawEmailCommandOutput,
  SetIdentityMailFromDomainCommandInput,
  SetIdentityMailFromDomainCommandOutput,
  VerificationStatus,
  VerifyDomainDkimCommandInput,
  VerifyDomainDkimCommandOutput,
  VerifyDomainIdentityCommandInput,
  VerifyDomainIdentityCommandOutput,
} from '@aws-sdk/client-ses/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { type Exceptions, exceptionOf, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';
import { elementsIn, textIn } from '../xml.ts';

export type * from '@aws-sdk/client-ses/dist-types/index.js';

export class SESServiceException extends ServiceException {}

const SES: Service = {
  id: 'SES',
  host: 'email',
  signing: 'ses',
  exceptions: { base: SESServiceException },
};

export class SESClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, SES);
  }
}

/** In the query protocol: a form goes out, XML comes back. */
abstract class QueryCommand<I, O extends object> extends Command<I, O> {
  protected abstract readonly action: string;
  protected abstract read(xml: string): Omit<O, '$metadata'>;

  request(): RequestParts {
    const fields = [`Action=${this.action}`, 'Version=2010-12-01', ...fieldsOf('', this.input)];
    return {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields.join('&'),
    };
  }

  output({ body }: HttpAnswer): O {
    const xml = body.toString();
    if (!xml.includes(`</${this.action}Response>`)) throw new SyntaxError('This is no answer of SES.');
    return Object.assign(this.read(xml), { $metadata: {} }) as unknown as O;
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    const xml = answer.body.toString();
    const name = textIn(xml, 'Code');
    // From something before SES, which may have carried the request out.
    if (name === undefined) throw new SyntaxError('This is no answer of SES.');
    const message = textIn(xml, 'Message') ?? 'Unknown';
    const error = { Type: textIn(xml, 'Type'), Code: name, Message: message };
    const RequestId = textIn(xml, 'RequestId');
    const members = { Type: error.Type, Code: name, Error: error, RequestId };
    return exceptionOf(exceptions, { name, message, answer, members });
  }
}

export class SendRawEmailCommand extends QueryCommand<SendRawEmailCommandInput, SendRawEmailCommandOutput> {
  protected readonly action = 'SendRawEmail';
  protected read = (xml: string) => ({ MessageId: textIn(xml, 'MessageId') });
}

export class VerifyDomainIdentityCommand extends QueryCommand<
  VerifyDomainIdentityCommandInput,
  VerifyDomainIdentityCommandOutput
> {
  protected readonly action = 'VerifyDomainIdentity';
  protected read = (xml: string) => ({ VerificationToken: textIn(xml, 'VerificationToken') });
}

export class VerifyDomainDkimCommand extends QueryCommand<
  VerifyDomainDkimCommandInput,
  VerifyDomainDkimCommandOutput
> {
  protected readonly action = 'VerifyDomainDkim';
  protected read = (xml: string) => ({ DkimTokens: elementsIn(xml, 'member') });
}

export class SetIdentityMailFromDomainCommand extends QueryCommand<
  SetIdentityMailFromDomainCommandInput,
  SetIdentityMailFromDomainCommandOutput
> {
  protected readonly action = 'SetIdentityMailFromDomain';
  protected read = () => ({});
}

export class GetIdentityVerificationAttributesCommand extends QueryCommand<
  GetIdentityVerificationAttributesCommandInput,
  GetIdentityVerificationAttributesCommandOutput
> {
  protected readonly action = 'GetIdentityVerificationAttributes';
  protected read = (xml: string) => ({
    VerificationAttributes: entriesOf(xml, (value) => ({
      VerificationStatus: textIn(value, 'VerificationStatus') as VerificationStatus,
      VerificationToken: textIn(value, 'VerificationToken'),
    })),
  });
}

export class GetIdentityDkimAttributesCommand extends QueryCommand<
  GetIdentityDkimAttributesCommandInput,
  GetIdentityDkimAttributesCommandOutput
> {
  protected readonly action = 'GetIdentityDkimAttributes';
  protected read = (xml: string) => ({
    DkimAttributes: entriesOf(xml, (value) => ({
      DkimEnabled: textIn(value, 'DkimEnabled') === 'true',
      DkimVerificationStatus: textIn(value, 'DkimVerificationStatus') as VerificationStatus,
      DkimTokens: elementsIn(value, 'member'),
    })),
  });
}

export class GetIdentityMailFromDomainAttributesCommand extends QueryCommand<
  GetIdentityMailFromDomainAttributesCommandInput,
  GetIdentityMailFromDomainAttributesCommandOutput
> {
  protected readonly action = 'GetIdentityMailFromDomainAttributes';
  protected read = (xml: string) => ({
    MailFromDomainAttributes: entriesOf(xml, (value) => ({
      MailFromDomain: textIn(value, 'MailFromDomain') ?? '',
      MailFromDomainStatus: textIn(value, 'MailFromDomainStatus') as CustomMailFromStatus,
      BehaviorOnMXFailure: textIn(value, 'BehaviorOnMXFailure') as BehaviorOnMXFailure,
    })),
  });
}

/** A map of XML: `<entry><key>…</key><value>…</value></entry>` */
const entriesOf = <T>(xml: string, read: (value: string) => T): Record<string, T> =>
  Object.fromEntries(elementsIn(xml, 'entry').map((entry) => [textIn(entry, 'key') ?? '', read(entry)]));

/** `Tags.member.1.Name=kind` */
function fieldsOf(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (value instanceof Uint8Array) return fieldsOf(name, Buffer.from(value).toString('base64'));
  if (typeof value !== 'object') return [`${encodeSegment(name)}=${encodeSegment(String(value))}`];
  if (Array.isArray(value)) return value.flatMap((member, i) => fieldsOf(`${name}.member.${i + 1}`, member));
  return Object.entries(value).flatMap(([member, inner]) =>
    fieldsOf(name === '' ? member : `${name}.${member}`, inner),
  );
}
