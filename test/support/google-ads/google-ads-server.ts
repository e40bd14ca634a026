import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  at,
  CUSTOMER,
  camel,
  type Fields,
  MANAGER,
  name,
  OPERATIONS,
  ROWS,
  start,
  type Things,
} from './ads-account.ts';
import { ACTS, error, type Failure, failure, wrong } from './ads-errors.ts';

/** lost: takes effect and is not answered; half: answers the first half; the rest do nothing and say so. */
type AdsAct = 'lost' | 'half' | 'down' | 'quota' | 'busy' | 'token' | 'not_approved' | 'closed';

const TOKEN = 'ads-token';
const DEVELOPER = 'developer-token';

/** The REST API of Google Ads on this machine: one account, the part of GAQL that Rex uses, requests judged as strictly. */
export async function startGoogleAdsServer() {
  const state = {
    things: start(),
    next: [] as AdsAct[],
    asked: [] as string[],
    /** Of a page of a search. */
    pageSize: 10_000,
    metrics: {
      impressions: '1200',
      clicks: '34',
      costMicros: '9007199254740993',
      conversions: 2.5,
    } as Fields,
  };

  function search(query: string, pageToken = '0') {
    const parsed =
      /^SELECT (?<fields>[a-z_., ]+) FROM (?<from>[a-z_]+)(?: WHERE (?<where>.+?))?(?: ORDER BY [a-z_.]+ (?:ASC|DESC))?(?: LIMIT (?<limit>\d+))?$/.exec(
        query,
      )?.groups;
    const rows = ROWS[parsed?.['from'] ?? ''];
    if (!parsed || !rows)
      return error(400, 'INVALID_ARGUMENT', [
        { code: { queryError: 'UNEXPECTED_INPUT' }, message: `Error in query: ${query}` },
      ]);
    const conditions = parsed['where']?.split(' AND ') ?? [];
    const fields = (parsed['fields'] ?? '').split(', ');
    const found = rows(state.things).filter((row) => conditions.every((condition) => holds(row, condition)));
    const results = found.slice(0, Number(parsed['limit'] ?? Number.POSITIVE_INFINITY)).map((row) => {
      const whole: Fields = { ...row, metrics: state.metrics, customer: { currencyCode: 'EUR' } };
      const picked: Fields = {};
      for (const field of fields) {
        const path = camel(field).split('.');
        const value = at(whole, path.join('.'));
        if (value === undefined) continue;
        let into = picked;
        for (const part of path.slice(0, -1)) {
          into[part] ??= {};
          into = into[part] as Fields;
        }
        into[path.at(-1) ?? ''] = value;
      }
      return picked;
    });
    const from = Number(pageToken);
    const next = from + state.pageSize;
    return {
      status: 200,
      body: {
        results: results.slice(from, next),
        fieldMask: fields.join(','),
        ...(next < results.length && { nextPageToken: String(next) }),
      },
    };
  }

  function holds(row: Fields, condition: string): boolean {
    const [, field = '', operator, value = ''] = /^([a-z_.]+) (=|!=|IN|DURING) (.+)$/.exec(condition) ?? [];
    if (operator === 'DURING') return /^(?:TODAY|YESTERDAY|LAST_\d+_DAYS|(?:THIS|LAST)_MONTH)$/.test(value);
    const is = String(at(row, camel(field)));
    const values = value
      .replace(/^\(|\)$/g, '')
      .split(', ')
      .map((each) => each.replace(/^'|'$/g, ''));
    if (values[0] === 'TRUE') return is === 'true';
    return operator === '!=' ? !values.includes(is) : values.includes(is);
  }

  /** Why one operation is refused; what is done about it, when it is not. */
  function judge(operation: Fields): Failure | (() => string) {
    const [[kind = '', given] = []] = Object.entries(operation) as [string, Fields][];
    const collection = OPERATIONS[kind];
    if (!collection || !given)
      return { code: { requestError: 'REQUIRED_FIELD_MISSING' }, message: `No ${kind}` };
    const things = state.things[collection];
    if (typeof given['remove'] === 'string') {
      const known = things.find(({ resourceName }) => resourceName === given['remove']);
      if (!known) return { code: { mutateError: 'RESOURCE_NOT_FOUND' }, message: 'Resource was not found.' };
      return () => String(things.splice(things.indexOf(known), 1)[0]?.['resourceName']);
    }
    if (given['create']) {
      const made = given['create'] as Fields;
      const resourceName = name(
        collection,
        `${String(made['campaign']).split('/').at(-1)}~${things.length + 100}`,
      );
      return () => String(things[things.push({ ...made, resourceName }) - 1]?.['resourceName']);
    }
    const update = (given['update'] ?? {}) as Fields;
    const known = things.find(({ resourceName }) => resourceName === update['resourceName']);
    if (!known) return { code: { mutateError: 'RESOURCE_NOT_FOUND' }, message: 'Resource was not found.' };
    const field = camel(String(given['updateMask']));
    const value = update[field];
    if (Object.keys(update).some((each) => each !== 'resourceName' && each !== field))
      return {
        code: { fieldMaskError: 'FIELD_MASK_MISSING' },
        message: 'The field mask must name what is set.',
      };
    if (field.endsWith('Micros') && value !== undefined) {
      if (typeof value !== 'string')
        return { code: { requestError: 'BAD_NUMBER' }, message: 'int64 is a text.' };
      if (BigInt(value) % 10_000n !== 0n)
        return {
          code: { bidError: 'BID_TOO_MANY_FRACTIONAL_DIGITS' },
          message: 'Bids must be a multiple of the minimum unit.',
        };
    }
    return () => {
      known[field] = value;
      if (field === 'cpcBidMicros') known['effectiveCpcBidMicros'] = value ?? '2000000';
      return String(known['resourceName']);
    };
  }

  function mutate(body: Fields) {
    const operations = (body['mutateOperations'] ?? []) as Fields[];
    if (operations.length === 0 || body['partialFailure'] !== true) return wrong('mutate_operations');
    const judged = operations.map(judge);
    const failures = judged.flatMap((each, index) =>
      typeof each === 'function' ? [] : [{ ...each, index }],
    );
    const partialFailureError =
      failures.length === 0
        ? {}
        : { partialFailureError: { code: 3, message: 'Multiple errors', details: [failure(failures)] } };
    if (body['validateOnly'] === true) return { status: 200, body: partialFailureError };
    const mutateOperationResponses = judged.map((each, n) => {
      const result = `${Object.keys(operations[n] ?? {})[0]?.replace('Operation', 'Result')}`;
      return typeof each === 'function' ? { [result]: { resourceName: each() } } : {};
    });
    return { status: 200, body: { mutateOperationResponses, ...partialFailureError } };
  }

  const server = createServer(async (request, response) => {
    const { headers, method } = request;
    const given = await text(request);
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/token') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ access_token: TOKEN, expires_in: 3_600 }));
    }
    const body = JSON.parse(given || '{}') as Fields;
    const what = pathname.split(':').at(-1) ?? '';
    const isMutate = what === 'mutate' && body['validateOnly'] !== true;
    state.asked.push(body['validateOnly'] === true ? 'validate' : what);
    const answer = (() => {
      if (headers.authorization !== `Bearer ${TOKEN}`) return ACTS.token();
      if (headers['developer-token'] !== DEVELOPER)
        return error(401, 'UNAUTHENTICATED', [
          {
            code: { authenticationError: 'DEVELOPER_TOKEN_INVALID' },
            message: 'The developer token is not valid.',
          },
        ]);
      if (headers['login-customer-id'] !== MANAGER)
        return error(403, 'PERMISSION_DENIED', [
          {
            code: { authorizationError: 'USER_PERMISSION_DENIED' },
            message: "User doesn't have permission to access customer.",
          },
        ]);
      if (method !== 'POST' || !pathname.startsWith(`/v26/customers/${CUSTOMER}/googleAds:`))
        return error(404, 'NOT_FOUND', [], 'Not found');
      const act = isMutate ? state.next.shift() : undefined;
      if (act !== undefined && act !== 'lost' && act !== 'half') return ACTS[act]();
      const taken =
        what === 'search' ? search(String(body['query']), body['pageToken'] as string) : mutate(body);
      return act === undefined ? taken : { ...taken, act };
    })();
    const json = JSON.stringify(answer.body);
    if ('act' in answer && answer.act === 'lost') return void response.destroy();
    const half = 'act' in answer && answer.act === 'half';
    response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': json.length });
    if (!half) return void response.end(json);
    response.write(json.slice(0, json.length / 2));
    setTimeout(() => response.destroy(), 10);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account: { customerId: CUSTOMER, loginCustomerId: MANAGER },
    secret: { accessToken: TOKEN, developerToken: DEVELOPER },
    state,
    thing: (collection: keyof Things, id: string): Fields =>
      state.things[collection].find(({ resourceName }) => resourceName === name(collection, id)) ?? {},
    clear(): void {
      Object.assign(state, { things: start(), next: [], asked: [], pageSize: 10_000 });
    },
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
