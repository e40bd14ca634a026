import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface TwilioRequest {
  /** The very address that Twilio was given, with its query. Rebuilt from our configuration, never from `Host`. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly rawBody: Buffer;
  readonly signature: string | undefined;
}

/**
 * Whether a webhook comes from Twilio: HMAC-SHA1, by the account's auth token, over the address and the sorted fields
 * of the form. A JSON body is signed by its SHA-256, which stands in the query. Twilio is not consistent about the
 * standard port and the apostrophe, so both forms are tried, as in its own library.
 */
export function isFromTwilio(request: TwilioRequest, authToken: string): boolean {
  const { url, contentType, rawBody, signature } = request;
  if (!signature || !authToken) return false;
  const bodyHash = hashInQuery(url);
  const isForm = contentType === undefined || /^application\/x-www-form-urlencoded\b/i.test(contentType);
  if (bodyHash === undefined && !isForm) return false;
  if (bodyHash !== undefined && !equal(bodyHash.toLowerCase(), sha256(rawBody))) return false;
  const fields = bodyHash === undefined ? fieldsOf(new URLSearchParams(rawBody.toString('utf8'))) : '';
  return urlForms(url)
    .map((form) => createHmac('sha1', authToken).update(`${form}${fields}`).digest('base64'))
    .reduce((found, expected) => equal(expected, signature) || found, false);
}

/** Every field with its values, in the order of the names; a name that comes twice counts with each value once. */
function fieldsOf(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].toSorted();
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].toSorted().map((value) => name + value))
    .join('');
}

function hashInQuery(url: string): string | undefined {
  const query = url.slice(url.indexOf('?') + 1);
  return url.includes('?') ? (new URLSearchParams(query).get('bodySHA256') ?? undefined) : undefined;
}

const AUTHORITY = /^(https?):\/\/([^/?#]*)/i;
const STANDARD_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

function urlForms(url: string): string[] {
  const [head = '', scheme = '', authority = ''] = AUTHORITY.exec(url) ?? [];
  const rest = url.slice(head.length);
  const port = STANDARD_PORT[scheme.toLowerCase()];
  const bare = authority.replace(/:\d+$/, '');
  const authorities = new Set([authority, bare, `${bare}:${port}`]);
  return [...authorities].flatMap((each) => {
    const form = `${scheme}://${each}${rest}`;
    return form.includes("'") ? [form, form.replaceAll("'", '%27')] : [form];
  });
}

const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
