import type {
  SendRawEmailCommandInput,
  SendRawEmailCommandOutput,
} from '@aws-sdk/client-ses/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { type Exceptions, exceptionOf, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';
import { textIn } from '../xml.ts';

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
export class SendRawEmailCommand extends Command<SendRawEmailCommandInput, SendRawEmailCommandOutput> {
  request(): RequestParts {
    const fields = ['Action=SendRawEmail', 'Version=2010-12-01', ...fieldsOf('', this.input)];
    return {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields.join('&'),
    };
  }

  output({ body }: HttpAnswer): SendRawEmailCommandOutput {
    const xml = body.toString();
    if (!xml.includes('</SendRawEmailResponse>')) throw new SyntaxError('This is no answer of SES.');
    return { MessageId: textIn(xml, 'MessageId'), $metadata: {} };
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
