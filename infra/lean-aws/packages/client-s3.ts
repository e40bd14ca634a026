import { crc32 } from 'node:zlib';
import type {
  DeleteObjectCommandInput,
  GetObjectCommandInput,
  HeadObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { type Exceptions, exceptionOf, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';
import { textIn, textsIn } from '../xml.ts';

export type * from '@aws-sdk/client-s3/dist-types/index.js';

export class NotFound extends ServiceException {}

const S3: Service = {
  id: 'S3',
  host: 's3',
  signing: 's3',
  pathAsIs: true,
  exceptions: { base: ServiceException, named: { NotFound } },
};

export interface S3ClientConfig extends ClientConfig {
  /** Only so: it works everywhere, and one certificate serves all buckets. */
  readonly forcePathStyle: true;
}

export class S3Client extends Client {
  constructor(config: S3ClientConfig) {
    super(config, S3, ['forcePathStyle']);
    if (config.forcePathStyle !== true) throw new Error('The client of S3 needs forcePathStyle.');
  }
}

type Place = 'Bucket' | 'Key';

abstract class ObjectCommand<I extends Pick<GetObjectCommandInput, Place>, O extends object> extends Command<
  I,
  O
> {
  protected abstract readonly method: 'DELETE' | 'GET' | 'HEAD' | 'PUT';
  protected readonly query: string = '';
  protected readonly headers: Readonly<Record<string, string>> = {};
  protected readonly body: string | Uint8Array = '';

  request(): RequestParts {
    const { Bucket = '', Key = '' } = this.input;
    return {
      method: this.method,
      path: `/${[Bucket, ...Key.split('/')].map(encodeSegment).join('/')}`,
      query: this.query,
      headers: this.headers,
      body: this.body,
    };
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return failureOf(answer, exceptions);
  }
}

function failureOf(answer: HttpAnswer, exceptions: Exceptions): Error {
  const xml = answer.body.toString();
  // The answer to HEAD has no body that could say it.
  const name = textIn(xml, 'Code') ?? (answer.status === 404 ? 'NotFound' : 'Unknown');
  const message = textIn(xml, 'Message') ?? 'UnknownError';
  return exceptionOf(exceptions, { name, message, answer, members: {} });
}

export class HeadObjectCommand extends ObjectCommand<
  Pick<HeadObjectCommandInput, Place>,
  { ContentLength?: number }
> {
  protected readonly method = 'HEAD';

  output({ headers }: HttpAnswer): { ContentLength?: number } {
    const length = headers['content-length'];
    return length === undefined ? {} : { ContentLength: Number(length) };
  }
}

export class GetObjectCommand extends ObjectCommand<
  Pick<GetObjectCommandInput, Place | 'Range'>,
  { Body?: { transformToByteArray(): Promise<Uint8Array> } }
> {
  protected readonly method = 'GET';
  protected override readonly query = 'x-id=GetObject';
  protected override readonly headers: Readonly<Record<string, string>> =
    this.input.Range === undefined ? {} : { range: this.input.Range };

  /** All of it: who wants less asks for a range. */
  output({ body }: HttpAnswer): { Body?: { transformToByteArray(): Promise<Uint8Array> } } {
    return { Body: { transformToByteArray: () => Promise.resolve(body) } };
  }
}

/** With a checksum, as the SDK does: S3 refuses what arrives as something else than was sent. */
export class PutObjectCommand extends ObjectCommand<
  Pick<PutObjectCommandInput, Place> & { Body: Uint8Array },
  object
> {
  protected readonly method = 'PUT';
  protected override readonly query = 'x-id=PutObject';
  protected override readonly body = this.input.Body;
  protected override readonly headers = {
    'content-type': 'application/octet-stream',
    'x-amz-sdk-checksum-algorithm': 'CRC32',
    'x-amz-checksum-crc32': checksumOf(this.input.Body),
  };

  output(): object {
    return {};
  }
}

function checksumOf(bytes: Uint8Array): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}

export class DeleteObjectCommand extends ObjectCommand<Pick<DeleteObjectCommandInput, Place>, object> {
  protected readonly method = 'DELETE';
  protected override readonly query = 'x-id=DeleteObject';

  output(): object {
    return {};
  }
}

type Listed = Pick<ListObjectsV2CommandInput, 'Bucket' | 'Prefix' | 'ContinuationToken'>;
interface ListedAnswer {
  Contents?: { Key: string }[];
  NextContinuationToken?: string;
}

export class ListObjectsV2Command extends Command<Listed, ListedAnswer> {
  request(): RequestParts {
    const { Bucket = '', Prefix, ContinuationToken } = this.input;
    const asked = [
      ['continuation-token', ContinuationToken],
      ['list-type', '2'],
      ['prefix', Prefix],
    ] as const;
    const query = asked.flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeSegment(value)}`],
    );
    return {
      method: 'GET',
      path: `/${encodeSegment(Bucket)}/`,
      query: query.join('&'),
      headers: {},
      body: '',
    };
  }

  output({ body }: HttpAnswer): ListedAnswer {
    const xml = body.toString();
    const next = textIn(xml, 'NextContinuationToken');
    const keys = textsIn(xml, 'Key');
    return {
      ...(keys.length > 0 ? { Contents: keys.map((Key) => ({ Key })) } : {}),
      ...(next === undefined ? {} : { NextContinuationToken: next }),
    };
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return failureOf(answer, exceptions);
  }
}
