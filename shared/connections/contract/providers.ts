import * as z from 'zod';

/** Where a workspace may have an account that Rex works with. */
export const PROVIDERS = [
  'wordpress',
  'shopify',
  'x',
  'linkedin',
  'facebook',
  'instagram',
  'google_ads',
  'slack',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** How an access token that has run out is replaced (OAuth 2, RFC 6749). */
interface Refreshing {
  readonly url: string;
  /** Each refresh token is accepted once, and the answer has the next one. */
  readonly rotating: boolean;
  /** Where the client's secret stands: in the body, or as a password (the id alone is in the body without a secret). */
  readonly client: 'body' | 'basic';
}

interface ProviderRow<A extends z.ZodObject, S extends z.ZodType> {
  readonly title: string;
  /** What is no secret, and shown. */
  readonly account: A;
  /** What a person gives. Never shown. */
  readonly secret: S;
  /** What of the secret is handed out for work. */
  readonly opens: readonly string[];
  /** Where its API is. Undefined: at an address of the account. */
  readonly api?: string;
  readonly refresh?: Refreshing;
}

const row = <A extends z.ZodObject, S extends z.ZodType>(is: ProviderRow<A, S>) => is;

const secretText = (what: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without blanks')
    .min(8)
    .max(4_000)
    .describe(what);
const digits = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,24}$/, 'must be digits')
    .describe(what);

/** https, or this very machine. */
const SITE = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))[^?#@]*$/i;

/** Of every account but one that has its own address. */
const elsewhere = {
  api: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .describe('Where its API is instead; taken by a Rex on one machine alone (REX_WEBHOOKS=loopback)'),
};
const accessToken = secretText('The access token');
const client = {
  refreshToken: secretText('The refresh token'),
  clientId: secretText('The id of the OAuth client'),
};

export const PROVIDER_TABLE = {
  wordpress: row({
    title: 'WordPress',
    account: z.strictObject({
      url: z
        .url('must be an address')
        .regex(SITE, 'must be an https address without user, query and fragment (http on this machine only)')
        .max(500)
        .overwrite((url) => url.replace(/\/+$/, ''))
        .describe('The address of the site'),
      username: z
        .string()
        .regex(/^[^\s:]{1,60}(?: [^\s:]{1,60}){0,4}$/, 'must be the name of a user, without a colon')
        .describe('The user whose application password it is: an editor or an administrator'),
    }),
    secret: z.strictObject({
      applicationPassword: z
        .string()
        .regex(
          /^[A-Za-z0-9](?: ?[A-Za-z0-9]){15,63}$/,
          'must be an application password as WordPress shows it',
        )
        .describe('An application password, which WordPress shows once in the profile of the user'),
    }),
    opens: ['applicationPassword'],
  }),
  shopify: row({
    title: 'Shopify',
    account: z.strictObject({
      shop: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/, 'must look like acme.myshopify.com')
        .describe('The address of the shop at Shopify'),
      ...elsewhere,
    }),
    secret: z.strictObject({ accessToken: secretText('The Admin API access token of a custom app') }),
    opens: ['accessToken'],
  }),
  x: row({
    title: 'X',
    account: z.strictObject({ userId: digits('The id of the user who posts'), ...elsewhere }),
    secret: z.strictObject({
      ...client,
      clientSecret: secretText('The secret of the OAuth client; none for a public client').optional(),
    }),
    opens: ['accessToken'],
    api: 'https://api.x.com',
    refresh: { url: 'https://api.x.com/2/oauth2/token', rotating: true, client: 'basic' },
  }),
  linkedin: row({
    title: 'LinkedIn',
    account: z.strictObject({
      author: z
        .string()
        .regex(
          /^urn:li:(?:person|organization):[A-Za-z0-9_-]{1,40}$/,
          'must be urn:li:person:… or urn:li:organization:…',
        )
        .describe('Who posts'),
      ...elsewhere,
    }),
    secret: z.union([
      z.strictObject({ accessToken }),
      z.strictObject({ ...client, clientSecret: secretText('The secret of the OAuth client') }),
    ]),
    opens: ['accessToken'],
    api: 'https://api.linkedin.com',
    refresh: { url: 'https://www.linkedin.com/oauth/v2/accessToken', rotating: false, client: 'body' },
  }),
  facebook: row({
    title: 'Facebook',
    account: z.strictObject({ pageId: digits('The id of the page'), ...elsewhere }),
    secret: z.strictObject({ accessToken: secretText('A long-lived access token of the page') }),
    opens: ['accessToken'],
    api: 'https://graph.facebook.com',
  }),
  instagram: row({
    title: 'Instagram',
    account: z.strictObject({ userId: digits('The id of the professional account'), ...elsewhere }),
    secret: z.strictObject({ accessToken: secretText('A long-lived access token') }),
    opens: ['accessToken'],
    api: 'https://graph.facebook.com',
  }),
  google_ads: row({
    title: 'Google Ads',
    account: z.strictObject({
      customerId: digits('The customer whose campaigns are worked on: digits without dashes'),
      loginCustomerId: digits('The manager account, where access comes by one').optional(),
      ...elsewhere,
    }),
    secret: z.strictObject({
      ...client,
      clientSecret: secretText('The secret of the OAuth client'),
      developerToken: secretText('The developer token'),
    }),
    opens: ['accessToken', 'developerToken'],
    api: 'https://googleads.googleapis.com',
    refresh: { url: 'https://oauth2.googleapis.com/token', rotating: false, client: 'body' },
  }),
  slack: row({
    title: 'Slack',
    account: z.strictObject({
      teamId: z
        .string()
        .regex(/^T[A-Z0-9]{2,20}$/, 'must be the id of a workspace of Slack, such as T0123ABCD')
        .describe('The workspace of Slack'),
      channel: z
        .string()
        .regex(/^[CG][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123ABCD')
        .optional()
        .describe('Where messages go'),
      ...elsewhere,
    }),
    secret: z.strictObject({
      botToken: secretText('The token of the bot (xoxb-…), scope chat:write'),
      signingSecret: secretText('The signing secret of the app'),
    }),
    opens: ['botToken', 'signingSecret'],
    api: 'https://slack.com',
  }),
} as const satisfies Readonly<Record<Provider, ProviderRow<z.ZodObject, z.ZodType>>>;

type Account = Readonly<Record<string, string>>;

/** Where the API of an account is, without a slash at the end. */
export function apiOf({
  provider,
  account,
}: {
  readonly provider: Provider;
  readonly account: Account;
}): string {
  const api = account['api'] ?? providerRow(provider).api ?? account['url'] ?? `https://${account['shop']}`;
  return api.replace(/\/+$/, '');
}

/** A row without the types of its schemas, to work on any provider alike. */
export const providerRow = (provider: Provider): ProviderRow<z.ZodObject, z.ZodType> =>
  PROVIDER_TABLE[provider];
