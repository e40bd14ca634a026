import { at, camel, type Fields, name, OPERATIONS, ROWS, start } from './ads-account.ts';
import { error, type Failure, failure, wrong } from './ads-errors.ts';

/** One account of Google Ads: the part of GAQL that Rex uses, and mutations judged as strictly as Google does. */
export function openAdsAccount() {
  const state = {
    things: start(),
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

  return { state, search, mutate };
}
