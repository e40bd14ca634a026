import type { DailyLimit } from '../../../shared/autonomy/contract/settings.ts';
import type { OpenConnection } from '../../../shared/connections/app/ports/connections.ts';
import { CUSTOMER, MANAGER } from '../../support/google-ads/ads-account.ts';
import { SOCIAL_TOKEN } from '../../support/social/social-server.ts';
import { SITE } from './outside.ts';

/** What a task of a history is to do: each of its versions, which edits make, is known by what it leaves outside. */
interface Kind {
  readonly type: string;
  readonly payload: (mark: string) => object;
  /** The limit of the day that it counts in, beside that of all. */
  readonly limit?: DailyLimit;
  /** By the rules of Rex, without asking. */
  readonly runs?: boolean;
}

const API = 'https://api.example';
const idOf = (n: number): string => `con_${String(n).padStart(26, '0')}`;
const accounts = [
  ['x', { userId: '42' }],
  ['linkedin', { author: 'urn:li:organization:5' }],
  ['facebook', { pageId: '77' }],
  ['instagram', { userId: '88' }],
] as const;

export const CONNECTIONS: ReadonlyMap<string, OpenConnection> = new Map<string, OpenConnection>([
  ...accounts.map(([provider, account], n): [string, OpenConnection] => [
    idOf(n),
    {
      connectionId: idOf(n),
      provider,
      account: { ...account, api: API },
      secret: { accessToken: SOCIAL_TOKEN },
    },
  ]),
  [
    idOf(4),
    {
      connectionId: idOf(4),
      provider: 'wordpress',
      account: { url: SITE, username: 'admin', api: SITE },
      secret: { applicationPassword: 'PXdy w4Ef 0uJs xcWP pEug em2T' },
    },
  ],
  [
    idOf(5),
    {
      connectionId: idOf(5),
      provider: 'google_ads',
      account: { customerId: CUSTOMER, loginCustomerId: MANAGER, api: API },
      secret: { accessToken: 'a', developerToken: 'd' },
    },
  ],
]);

const post = (n: number) => (mark: string) => ({
  connection: idOf(n),
  text: `Offer ${mark}`,
  ...(n === 3 ? { media: [{ url: `https://images.example/${mark}.jpg`, alt: 'An offer' }] } : {}),
});
const social = { type: 'social.publish', limit: 'social' } as const;
const page = (id: string, set: object) => ({ kind: 'post', id, set });
/** Each of the twelve tasks at most sets amounts of its own: two that want the same could not be told apart. */
const change = (what: string, id: string, least: number, step: number) => (mark: string) => {
  const [n = 0, version = 0] = (mark.match(/\d+/g) ?? []).map(Number);
  const amount = (least + (n * 4 + (version % 4)) * step).toFixed(2);
  return { connection: idOf(5), changes: [{ what, id, amount }] };
};

/** At least one of every type of the registry. */
export const KINDS: Readonly<Record<string, Kind>> = {
  x: { ...social, payload: post(0) },
  linkedin: { ...social, payload: post(1) },
  facebook: { ...social, payload: post(2) },
  instagram: { ...social, payload: post(3) },
  numbers: { type: 'social.numbers', payload: () => ({ connection: idOf(0), post: '1' }), runs: true },
  letter: {
    type: 'email.send',
    limit: 'email',
    payload: (mark) => ({ lead: LEAD, subject: 'News', text: `A letter ${mark}` }),
  },
  answer: {
    type: 'email.answer',
    limit: 'email',
    payload: (mark) => ({ lead: LEAD, message: MESSAGE, text: `An answer ${mark}` }),
  },
  newsletter: {
    type: 'newsletter.send',
    limit: 'newsletter',
    payload: (mark) => ({ list: 'news', subject: `Spring ${mark}`, text: 'It is spring.' }),
  },
  audit: { type: 'seo.audit', payload: () => ({ url: `${SITE}/` }), runs: true },
  'small fix': {
    type: 'seo.fix',
    runs: true,
    payload: (mark) => ({ connection: idOf(4), ...page('1', { title: `Title ${mark}` }) }),
  },
  fix: {
    type: 'seo.fix',
    limit: 'seoBulk',
    payload: (mark) => ({
      connection: idOf(4),
      ...page('2', { title: `Title ${mark}`, excerpt: `Excerpt ${mark}` }),
    }),
  },
  bulk: {
    type: 'seo.bulk',
    limit: 'seoBulk',
    payload: (mark) => ({
      connection: idOf(4),
      pages: [page('2', { title: `All ${mark}` }), page('3', { title: `All ${mark}` })],
    }),
  },
  report: { type: 'ads.report', payload: () => ({ connection: idOf(5) }), runs: true },
  'bid down': {
    type: 'ads.change',
    payload: change('keyword_bid', '5~7', 0.51, 0.01),
  },
  'bid up': { type: 'ads.change', payload: change('keyword_bid', '5~8', 2.01, 0.01) },
  budget: { type: 'ads.change', payload: change('budget', '9', 51, 0.2) },
};

export const LEAD = `l_${'1'.padStart(20, '0')}`;
export const MESSAGE = 'in-1';
/** What budgets may rise in a day, in the currency of the account. */
export const RAISE_A_DAY = 10;
