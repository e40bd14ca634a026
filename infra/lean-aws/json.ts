import { Command, type RequestParts } from './client.ts';
import type { HttpAnswer } from './http.ts';
import { type Exceptions, exceptionOf } from './service-exception.ts';

/** How a service speaks the protocols awsJson1_0 and awsJson1_1. */
export interface JsonService {
  readonly version: '1.0' | '1.1';
  readonly target: string;
  /** It spoke the query protocol before, and keeps the codes of its errors from then. */
  readonly wasQuery?: boolean;
}

export abstract class JsonCommand<I extends object, O extends object> extends Command<I, O> {
  protected abstract readonly service: JsonService;
  protected abstract readonly operation: string;
  /** Members of the result that are times, wherever they stand. */
  protected readonly times: readonly string[] = [];

  request(): RequestParts {
    const { version, target, wasQuery } = this.service;
    return {
      method: 'POST',
      path: '/',
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${this.operation}`,
        ...(wasQuery ? { 'x-amzn-query-mode': 'true' } : {}),
      },
      body: this.encoded(),
    };
  }

  output(answer: HttpAnswer): O {
    return readJson<O>(answer, this.times);
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return jsonFailure(answer, exceptions);
  }

  protected encoded(): string {
    return jsonOf(this.input);
  }
}

/** JSON as AWS writes it: seconds for times, Base64 for bytes. */
export const jsonOf = (value: object): string => JSON.stringify(value, encodeMember);

function encodeMember(this: unknown, name: string, encoded: unknown): unknown {
  const value: unknown = Object(this)[name];
  if (value instanceof Date) return value.getTime() / 1000;
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : encoded;
}

/** @throws SyntaxError when the answer is no JSON */
export function readJson<O extends object>({ body }: HttpAnswer, times: readonly string[] = []): O {
  if (body.length === 0) return {} as O;
  const text = body.toString();
  if (times.length === 0) return JSON.parse(text);
  return JSON.parse(text, (name, value: unknown) =>
    typeof value === 'number' && times.includes(name) ? new Date(value * 1000) : value,
  );
}

/** Where the name of an error stands: in the body first, or in a header first. */
export type NameOrder = 'body' | 'header';

export function jsonFailure(
  answer: HttpAnswer,
  exceptions: Exceptions,
  first: NameOrder = 'body',
  data: Readonly<Record<string, unknown>> = readJson(answer),
): Error {
  const header = answer.headers['x-amzn-errortype'];
  const [queryCode, queryType] = answer.headers['x-amzn-query-error']?.toString().split(';') ?? [];
  const { __type: type, code, Code = code } = data;
  const name = (first === 'body' ? [type, Code, header] : [header, Code, type]).find(
    (value) => typeof value === 'string',
  );
  const message = data['message'] ?? data['Message'] ?? 'UnknownError';
  return exceptionOf(exceptions, {
    name: nameOf(String(name ?? 'Unknown')),
    message: String(message),
    answer,
    members: queryCode === undefined ? data : { ...data, Code: queryCode, Type: queryType },
  });
}

/** `com.amazonaws.dynamodb.v20120810#ValidationException:http://...` -> `ValidationException` */
const nameOf = (code: string): string => code.split(',')[0]?.split(':')[0]?.split('#').at(-1) ?? code;
