import { Validator } from '@seriousme/openapi-schema-validator';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { problemSchema, ROLES } from '../../shared/kernel/contract/common.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/kernel/errors.ts';
import {
  bodyOf,
  nameOf,
  PROTECTED,
  pathOf,
  ROUTES,
  unknownIdOf,
  WITH_BODY,
  wrongBodies,
  wrongQueries,
} from '../support/route-samples.ts';
import { type Answer, startTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
let owner: string;
/** One token for all routes, as of somebody who is signed in. */
const ofRole = new Map<string, string>();
beforeAll(async () => {
  // One of its own: the webhooks of all samples retry for days, at every jump of the clock.
  rex = await startTestRex();
  owner = await rex.token('contract');
  for (const role of ROLES) ofRole.set(role, await rex.token('roles', role));
});
afterAll(() => rex?.stop());

const KNOWN_CODES = Object.keys(ERROR_CODES);

/** Says that an answer is the problem that it should be, in the shape of RFC 9457. */
function expectProblem(answer: Answer, status: number, code: ErrorCode): void {
  expect([answer.status, answer.json?.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problemSchema.parse(answer.json)).toMatchObject({ status, code });
}

/** Links in mails lead there: what is wrong with one is said to a person. */
const isPage = ({ success }: (typeof ROUTES)[number]): boolean =>
  'contentType' in success && success.contentType?.startsWith('text/html') === true;

const send = (route: (typeof ROUTES)[number], token: string | undefined, id?: string) =>
  rex.fetch(route.method, pathOf(route, id), {
    ...(token === undefined ? {} : { token }),
    ...(route.body ? { body: JSON.stringify(bodyOf(route)) } : {}),
  });

describe('who may call', () => {
  it.each(PROTECTED.map((route) => [nameOf(route), route] as const))(
    '%s asks for a token',
    async (_, route) => {
      for (const token of [undefined, `${owner.slice(0, -6)}AAAAAA`, 'nonsense']) {
        const answer = await send(route, token);
        expectProblem(answer, 401, 'UNAUTHENTICATED');
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    },
  );

  it.each(PROTECTED.map((route) => [nameOf(route), route] as const))(
    '%s is for its roles',
    async (_, route) => {
      for (const role of ROLES) {
        const answer = await send(route, ofRole.get(role));
        if (route.roles === 'person' || route.roles.includes(role))
          expect(answer.json?.code, role).not.toBe('FORBIDDEN');
        else expectProblem(answer, 403, 'FORBIDDEN');
        expect(answer.status).toBeLessThan(500);
      }
    },
  );

  it('takes the workspace only from the token', async () => {
    const body = JSON.stringify({ type: 'lead_reactivation', workspace: 'other' });
    expectProblem(
      await rex.fetch('POST', '/api/rex/missions', { token: owner, body }),
      400,
      'VALIDATION_FAILED',
    );
  });
});

describe('a missing resource', () => {
  const unknown = ROUTES.filter((route) => unknownIdOf(route) !== undefined);
  const pages = unknown.filter(isPage);
  const named = unknown.filter((route) => !isPage(route));

  it.each(pages.map((route) => [nameOf(route), route] as const))(
    '%s answers 404 as a page',
    async (_, route) => {
      const { status, headers, text } = await send(route, owner);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toMatch(/^text\/html/);
      expect(text).toContain('<html');
    },
  );

  it.each(named.map((route) => [nameOf(route), route] as const))('%s answers 404', async (_, route) => {
    expectProblem(await send(route, owner), 404, 'NOT_FOUND');
  });

  it('is any other path, and any other method of a path', async () => {
    for (const path of ['/api/nothing', '/api', '/api/rex/', '/x/y/z', '/%00', '/..%2f..']) {
      expectProblem(await rex.fetch('GET', path), 404, 'NOT_FOUND');
    }
    const deleted = await rex.fetch('DELETE', '/api/rex/missions', { token: owner });
    expectProblem(deleted, 405, 'METHOD_NOT_ALLOWED');
    expect(deleted.headers.get('allow')).toBe('POST, GET');
  });
});

describe('bodies', () => {
  it.each(WITH_BODY.map((route) => [nameOf(route), route] as const))(
    '%s refuses what it cannot read',
    async (_, route) => {
      const post = (body: string, headers = {}) =>
        rex.fetch(route.method, pathOf(route), { token: owner, body, headers });
      expectProblem(await post('{"a":'), 400, 'MALFORMED_JSON');
      expectProblem(
        await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      );
      expectProblem(await post(JSON.stringify({ padding: 'x'.repeat(300_000) })), 413, 'PAYLOAD_TOO_LARGE');
      for (const value of ['[]', '"text"', '7', 'null', '{"notAFieldOfThis":1}']) {
        const answer = await post(value);
        expectProblem(answer, 400, 'VALIDATION_FAILED');
        expect(answer.json.fields[0].path, value).toMatch(/^body/);
      }
    },
  );

  it.each(WITH_BODY.map((route) => [nameOf(route), route] as const))(
    '%s refuses what no record can hold, by name',
    async (_, route) => {
      const good = JSON.stringify(bodyOf(route)).slice(1, -1);
      const withField = (field: string) => `{${[good, field].filter(Boolean).join(',')}}`;
      for (const [field, path] of [
        ['"extra":1e-131', 'body.extra'],
        ['"extra":-5e-324', 'body.extra'],
        ['"extra":1e126', 'body.extra'],
        ['"extra":1e400', 'body.extra'],
        ['"extra":["\\ud800"]', 'body.extra.0'],
        ['"extra":"\\u0000"', 'body.extra'],
        ['"__proto__":{"x":1}', 'body.__proto__'],
        ['"extra":1,"extra":2', 'body.extra'],
        [`"extra":${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'body'],
      ] as const) {
        const answer = await rex.fetch(route.method, pathOf(route), { token: owner, body: withField(field) });
        expectProblem(answer, 400, 'VALIDATION_FAILED');
        expect(answer.json.fields[0].path, field.slice(0, 40)).toBe(path);
      }
    },
  );

  const wrong = WITH_BODY.flatMap((route) =>
    wrongBodies(route).map((input) => [`${nameOf(route)} ${input.path}`, route, input] as const),
  );
  it('have fields', () => expect(wrong.length).toBeGreaterThan(40));

  it.each(wrong)('%s of a wrong type is named', async (_, route, { path, body }) => {
    const answer = await rex.fetch(route.method, pathOf(route), { token: owner, body: JSON.stringify(body) });
    expectProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.json.fields.map((field: { path: string }) => field.path)).toContain(path);
  });
});

describe('queries and paths', () => {
  // Nothing of a signed request is read before its signature was verified.
  const signed = ROUTES.filter(({ roles }) => roles === 'signed');
  const others = ROUTES.filter(({ roles }) => roles !== 'signed');
  it.each(signed.map((route) => [nameOf(route), route] as const))(
    '%s says nothing of its fields to who did not sign',
    async (_, route) => {
      for (const { name, value } of wrongQueries(route)) {
        const separator = pathOf(route).includes('?') ? '&' : '?';
        const answer = await rex.fetch(route.method, `${pathOf(route)}${separator}${name}=${value}`);
        expectProblem(answer, 401, 'UNAUTHENTICATED');
      }
    },
  );

  const wrong = others.flatMap((route) =>
    wrongQueries(route).map((input) => [`${nameOf(route)} ${input.path}`, route, input] as const),
  );
  it('have parameters', () => expect(wrong.length).toBeGreaterThan(15));

  it.each(wrong)('%s of a wrong type is named', async (_, route, { name, path, value }) => {
    const separator = pathOf(route).includes('?') ? '&' : '?';
    const url = `${pathOf(route)}${separator}${name}=${value}`;
    const answer = await rex.fetch(route.method, url.replace(/missionId=m_\w+&missionId/, 'missionId'), {
      token: owner,
    });
    expectProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.json.fields.map((field: { path: string }) => field.path)).toContain(path);
  });

  const lists = ROUTES.filter(({ query }) => query instanceof z.ZodObject && 'cursor' in query.shape).map(
    (route) => pathOf(route),
  );
  it('have cursors', () => expect(lists.length).toBeGreaterThan(10));

  it.each(lists)('%s refuses a cursor that it did not issue', async (list) => {
    for (const cursor of ['x', 'eyJhIjoxfQ', '%00', 'x'.repeat(1500), `m_${'0'.repeat(26)}~%23`]) {
      const separator = list.includes('?') ? '&' : '?';
      const answer = await rex.fetch('GET', `${list}${separator}cursor=${cursor}`, { token: owner });
      expectProblem(answer, 400, 'VALIDATION_FAILED');
      expect(answer.json.fields[0].path).toBe('query.cursor');
    }
  });

  const withPattern = ROUTES.filter(({ path }) => /\{id\}/.test(path) && !path.includes('/messages/'));
  it.each(withPattern.map((route) => [nameOf(route), route] as const))(
    '%s refuses what is no id',
    async (_, route) => {
      const answer = await send(route, owner, 'x_1');
      expectProblem(answer, 400, 'VALIDATION_FAILED');
      // The one that the sample takes its id for: the last.
      const [, name] = /\{(\w+)\}(?!.*\{)/.exec(route.path) ?? [];
      expect(answer.json.fields[0].path).toBe(`params.${name}`);
    },
  );
});

describe('lists', () => {
  it('continue where a page ended, each row once', async () => {
    const token = await rex.token('pages');
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      const body = JSON.stringify({ type: 'lead_reactivation', priority: n * 10 });
      made.push((await rex.fetch('POST', '/api/rex/missions', { token, body })).json.id);
    }
    const read = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < 10; page++) {
        const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { json } = await rex.fetch('GET', `/api/rex/missions?limit=2${query}${next}`, { token });
        ids.push(...json.missions.map(({ id }: { id: string }) => id));
        cursor = json.cursor;
      }
      return ids;
    };
    expect(await read('')).toEqual(made.toReversed());
    expect(await read('&minPriority=20')).toEqual(made.slice(2).toReversed());
    expect(await read('&state=COMPLETED')).toEqual([]);
  });
});

describe('POST /api/rex/missions', () => {
  const create = (body: object, key?: string) =>
    rex.fetch('POST', '/api/rex/missions', {
      token: owner,
      body: JSON.stringify(body),
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const BODY = { type: 'lead_reactivation', name: 'Once' };

  it('returns the location of the mission', async () => {
    const { status, headers, json } = await create(BODY);
    expect([status, json.state]).toEqual([202, 'QUEUED']);
    expect(headers.get('location')).toBe(`/api/rex/missions/${json.id}`);
    expect((await rex.fetch('GET', headers.get('location') ?? '', { token: owner })).json.name).toBe('Once');
  });

  it('answers the same key with the same mission, also on concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(BODY, 'key-1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expectProblem(await create({ ...BODY, priority: 9 }, 'key-1'), 409, 'IDEMPOTENCY_MISMATCH');
  });

  it('keeps the keys of workspaces apart', async () => {
    const mine = await create(BODY, 'key-2');
    const theirs = await rex.fetch('POST', '/api/rex/missions', {
      token: await rex.token('others'),
      body: JSON.stringify({ ...BODY, name: 'Other' }),
      headers: { 'idempotency-key': 'key-2' },
    });
    expect([mine.status, theirs.status]).toEqual([202, 202]);
    expect(theirs.json.id).not.toBe(mine.json.id);
  });

  it('refuses a key that is too long, a workflow of another type, and a future day', async () => {
    const long = await create(BODY, 'k'.repeat(2_000));
    expectProblem(long, 400, 'VALIDATION_FAILED');
    expect(long.json.fields[0].path).toBe('headers.idempotency-key');
    expectProblem(await create({ ...BODY, workflow: 'icp_extraction' }), 400, 'VALIDATION_FAILED');
    expectProblem(await create({ ...BODY, params: { asOf: '2999-01-01' } }), 400, 'VALIDATION_FAILED');
  });
});

describe('GET /openapi.json', () => {
  it('is valid OpenAPI 3.1 and has every route', async () => {
    const { json } = await rex.fetch('GET', '/openapi.json');
    const validator = new Validator();
    expect((await validator.validate(structuredClone(json))).errors).toBeUndefined();
    expect(validator.version).toBe('3.1');
    for (const { method, path, operationId } of ROUTES) {
      expect(json.paths[path]?.[method.toLowerCase()]?.operationId).toBe(operationId);
    }
  });
});

describe('any input', () => {
  const HOSTILE = [
    '',
    '%',
    '%00',
    '%25',
    '..%2f..',
    '~~~',
    '{}',
    "'",
    '\u202e',
    '💥',
    'null',
    '-1',
    '1e999',
    '__proto__',
    'x'.repeat(1_200),
  ];
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 60, unit: 'grapheme' }));
  /** What a good body becomes when one of its fields is anything. */
  const bodyFor = (route: (typeof ROUTES)[number]) =>
    fc.oneof(
      fc.constant(JSON.stringify(bodyOf(route))),
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
      fc.string({ maxLength: 80 }),
      fc
        .tuple(
          fc.constantFrom('type', 'params', ...Object.keys(bodyOf(route))),
          fc.jsonValue({ maxDepth: 2 }),
        )
        .map(([name, value]) => JSON.stringify({ ...bodyOf(route), [name]: value })),
    );
  const requests = fc.constantFrom(...ROUTES).chain((route) =>
    fc.record({
      route: fc.constant(route),
      id: fc.option(text, { freq: 3, nil: undefined }),
      query: fc.dictionary(
        fc.constantFrom(
          'limit',
          'cursor',
          'state',
          'type',
          'email',
          'sample',
          'missionId',
          'minPriority',
          'other',
        ),
        text,
        { maxKeys: 3 },
      ),
      body: fc.option(bodyFor(route), { nil: undefined }),
    }),
  );

  it('is answered with at most a problem, never with a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ route, id, query, body }) => {
        const path = pathOf(
          route,
          id === undefined || unknownIdOf(route) === undefined ? undefined : encodeURIComponent(id),
        );
        const parameters = new URLSearchParams(query).toString();
        const url = parameters ? `${path.split('?')[0]}?${parameters}` : path;
        const answer = await rex.fetch(route.method, url, {
          token: owner,
          ...(body === undefined || route.method === 'GET' ? {} : { body }),
        });
        expect(answer.status, `${route.method} ${url} ${body}: ${answer.text}`).toBeLessThan(500);
        const fromRex = answer.headers.get('content-type')?.startsWith('application/problem+json');
        if (fromRex) expect(KNOWN_CODES).toContain(answer.json.code);
      }),
      { numRuns: 400, seed: 20261120 },
    );
  });
});

/** Something of everything that can be listed, so that cursors have something to go on from. */
describe('cursors of a workspace with records', () => {
  let ws: TestWorkspace;
  let missionId: string;
  beforeAll(async () => {
    ws = await openWorkspace(rex, 'cursors');
    await ws.importCsv(leadsCsv(Array.from({ length: 5 }, (_, n) => `p${n}@cursors.example`)));
    await ws.importCsv('email\nnot-an-address\nneither\nnor this\n');
    missionId = await ws.createMission({ steps: 1 });
    await ws.approve(missionId);
  });

  it('are accepted by their own lists, and page through messages', async () => {
    const first = (await ws.call('GET', `/api/messages?missionId=${missionId}&limit=2`)).json;
    expect(first.messages).toHaveLength(2);
    const all = [...first.messages];
    for (let cursor = first.cursor; cursor !== null; ) {
      const query = `missionId=${missionId}&limit=2&cursor=${encodeURIComponent(cursor)}`;
      const page = (await ws.call('GET', `/api/messages?${query}`)).json;
      all.push(...page.messages);
      cursor = page.cursor;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(all).toHaveLength(5);
  });

  it.each(['x', 'none-0001~x', 'none-0001~', '~', '%00', 'eyJhIjoxfQ'])(
    'of messages are refused: %s',
    async (cursor) => {
      const answer = await ws.call('GET', `/api/messages?missionId=${missionId}&cursor=${cursor}`);
      expectProblem(answer, 400, 'VALIDATION_FAILED');
    },
  );

  it('of another workspace are refused', async () => {
    const { cursor } = (await ws.call('GET', '/api/leads?limit=2')).json;
    const answer = await rex.fetch('GET', `/api/leads?limit=2&cursor=${cursor}`, {
      token: await rex.token('strangers'),
    });
    expectProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.json.fields[0].path).toBe('query.cursor');
    expect((await ws.call('GET', `/api/leads?limit=2&cursor=${cursor}`)).status).toBe(200);
  });

  it('of another list are refused', async () => {
    const { cursor } = (await ws.call('GET', '/api/leads?limit=2')).json;
    expect(cursor).toEqual(expect.any(String));
    expectProblem(await ws.call('GET', `/api/rex/missions?cursor=${cursor}`), 400, 'VALIDATION_FAILED');
    expectProblem(
      await ws.call('GET', `/api/messages?missionId=${missionId}&cursor=${cursor}`),
      400,
      'VALIDATION_FAILED',
    );
  });
});
