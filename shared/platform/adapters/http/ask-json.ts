export type JsonAnswer =
  | {
      readonly answered: true;
      readonly status: number;
      readonly body: unknown;
      readonly retryAfterSeconds: number | undefined;
    }
  /** `sent`: whether the server may have received the request. */
  | { readonly answered: false; readonly sent: boolean; readonly reason: string };

/** Longer than any answer about one person. */
const MOST_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** One request, without retries and redirects. Never throws: a failure is returned. */
export async function askJson(
  url: string,
  options: {
    readonly method: 'GET' | 'POST' | 'DELETE';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: object;
    readonly timeoutMs?: number;
  },
): Promise<JsonAnswer> {
  const { method, headers, body, timeoutMs = TIMEOUT_MS } = options;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await limitedText(response);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      answered: true,
      status: response.status,
      body: jsonOf(text),
      retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
    };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = code || (error instanceof Error ? error.name : 'no answer');
    return { answered: false, sent: !NEVER_SENT.has(code), reason };
  }
}

async function limitedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new RangeError('The answer is too long.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
