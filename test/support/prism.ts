import { createInstance, getHttpOperationsFromSpec, type IHttpRequest } from '@stoplight/prism-http';

/** One call as it crossed the wire: what was sent, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answered: Readonly<Record<string, string>>;
  readonly answer: string;
}

/** A `fetch` that notes every call. */
export function recordingFetch(): { readonly fetch: typeof fetch; readonly exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async fetch(input, init = {}) {
      const response = await fetch(input, init);
      exchanges.push({
        method: init.method ?? 'GET',
        url: String(input),
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? init.body : '',
        status: response.status,
        answered: Object.fromEntries(response.headers),
        answer: await response.clone().text(),
      });
      return response;
    },
  };
}

/** What a vendor's document is wrong or silent about. A row that no call needs any more fails the test. */
export interface Exception {
  readonly complaint: RegExp;
  readonly because: string;
}

/** Prism logs by pino; nothing of that is needed. */
const silent = {
  child: () => silent,
  ...Object.fromEntries(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'success', 'start'].map((level) => [
      level,
      () => {},
    ]),
  ),
};

/**
 * Judges calls by an OpenAPI document, with Prism's own validators: path, method, credentials, query, headers and body of the
 * request; status, headers and body of the answer. `prefix` is what the path has in front of that of the document. Prism is
 * given the answer that was recorded, and calls nobody.
 */
export async function prismOf(document: string | object, prefix = '') {
  const operations = await getHttpOperationsFromSpec(document);
  return async (exchange: Exchange): Promise<string[]> => {
    const instance = createInstance(
      {
        isProxy: true,
        upstream: new URL('http://nobody.example'),
        upstreamProxy: undefined,
        checkSecurity: true,
        validateRequest: true,
        validateResponse: true,
        errors: false,
        mock: { dynamic: false },
      },
      {
        logger: silent as never,
        forward: () => () => async () => ({
          _tag: 'Right' as const,
          right: {
            statusCode: exchange.status,
            headers: { ...exchange.answered },
            body: contentOf(exchange.answered, exchange.answer),
          },
        }),
      },
    );
    const judged = await instance.request(requestOf(exchange, prefix), operations)();
    if (judged._tag === 'Left') throw judged.left;
    const { input, output } = judged.right.validations;
    const say = (side: string) => (each: (typeof input)[number]) =>
      `${exchange.method} ${new URL(exchange.url).pathname} ${exchange.status}: ${side} ${each.path?.join('.') ?? ''} ${each.message}`;
    return [...input.map(say('request')), ...output.map(say('answer'))];
  };
}

function requestOf({ method, url, headers, body }: Exchange, prefix: string): IHttpRequest {
  const { pathname, searchParams } = new URL(url);
  return {
    method: method.toLowerCase() as IHttpRequest['method'],
    url: { path: pathname.slice(prefix.length), query: Object.fromEntries(searchParams) },
    headers: { ...headers },
    body: contentOf(headers, body),
  };
}

const contentOf = (headers: Exchange['headers'], text: string): unknown => {
  if (text === '') return undefined;
  return /\bjson\b/.test(headers['content-type'] ?? '') ? JSON.parse(text) : text;
};

/** Complaints that no exception explains, and exceptions that explain none. */
export function unexplained(complaints: readonly string[], exceptions: readonly Exception[]) {
  return {
    complaints: complaints.filter((each) => !exceptions.some(({ complaint }) => complaint.test(each))),
    idle: exceptions.filter(({ complaint }) => !complaints.some((each) => complaint.test(each))),
  };
}
