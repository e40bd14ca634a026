import { describe, expect, it } from 'vitest';
import { pathOf } from '../../shared/kernel/contract/request.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { type FakeHandlers, type FakeRex, problem, startFakeRex } from '../testing/fake-rex.ts';
import { MISSION_ID, mission } from '../testing/samples.ts';
import { type Connection, call } from './api-client.ts';

const created = { id: MISSION_ID, state: 'QUEUED' } as const;

async function withRex<T>(
  handlers: FakeHandlers,
  use: (connection: Connection, rex: FakeRex) => Promise<T>,
): Promise<T> {
  await using rex = await startFakeRex(handlers);
  return await use({ url: rex.url, token: async ({ renew }) => (renew ? 'new' : 'old') }, rex);
}

describe('call', () => {
  it('builds path, query, body and headers from the contract and parses the answer', () =>
    withRex(
      {
        createMission: () => ({ status: 202, body: { ...created, undeclared: 1 } }),
        listMissions: () => ({ body: { missions: [], cursor: null } }),
        getMission: () => ({ body: mission() }),
      },
      async (connection, rex) => {
        const answer = await call(connection, missionRoutes.createMission, {
          headers: { 'idempotency-key': 'k' },
          body: { type: 'lead_reactivation' },
        });
        expect(answer).toEqual(created);
        await call(connection, missionRoutes.listMissions, { query: { limit: 5, state: 'QUEUED' } });
        await call(connection, missionRoutes.getMission, { params: { id: MISSION_ID } });
        expect(rex.requests[0]).toMatchObject({
          headers: {
            authorization: 'Bearer old',
            'idempotency-key': 'k',
            'content-type': 'application/json',
          },
        });
        expect(rex.requests[1]?.query).toMatchObject({ limit: 5, state: 'QUEUED' });
        expect(rex.requests[2]?.params).toEqual({ id: MISSION_ID });
      },
    ));

  it('turns a problem into an error with its code and fields', () =>
    withRex(
      {
        getMission: () =>
          problem(400, 'VALIDATION_FAILED', 'Wrong.', [{ path: 'body.x', message: 'is wrong' }]),
      },
      (connection) =>
        expect(
          call(connection, missionRoutes.getMission, { params: { id: MISSION_ID } }),
        ).rejects.toMatchObject({
          code: 'VALIDATION_FAILED',
          message: 'Wrong.',
          fields: [{ path: 'body.x', message: 'is wrong' }],
        }),
    ));

  it('reports an error response that is not a problem document', () =>
    withRex({ getMission: () => ({ status: 502, body: 'bad gateway' }) }, (connection) =>
      expect(
        call(connection, missionRoutes.getMission, { params: { id: MISSION_ID } }),
      ).rejects.toMatchObject({ code: 'HTTP_502' }),
    ));

  it('names the fields of an answer that do not fit the contract', () =>
    withRex({ getMission: () => ({ body: mission({ progress: 400 }) }) }, (connection) =>
      expect(
        call(connection, missionRoutes.getMission, { params: { id: MISSION_ID } }),
      ).rejects.toMatchObject({
        code: 'UNEXPECTED_ANSWER',
        fields: [{ path: 'progress' }],
      }),
    ));

  it('asks for a new token once when the first is refused', () =>
    withRex(
      {
        getMission: ({ headers }) =>
          headers.authorization === 'Bearer new'
            ? { body: mission() }
            : problem(401, 'UNAUTHENTICATED', 'Too old.'),
      },
      async (connection, rex) => {
        await call(connection, missionRoutes.getMission, { params: { id: MISSION_ID } });
        expect(rex.requests).toHaveLength(2);
        const stubborn = { ...connection, token: async () => 'old' };
        await expect(
          call(stubborn, missionRoutes.getMission, { params: { id: MISSION_ID } }),
        ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
        expect(rex.requests).toHaveLength(4);
      },
    ));

  it('waits as long as a rate limit asks', () => {
    let refusals = 1;
    return withRex(
      {
        listLeads: () =>
          refusals-- > 0
            ? { ...problem(429, 'RATE_LIMITED', 'Slow down.'), headers: { 'retry-after': '0.01' } }
            : { body: { leads: [], cursor: null } },
      },
      async (connection, rex) => {
        expect(await call(connection, leadRoutes.listLeads, {})).toEqual({ leads: [], cursor: null });
        expect(rex.requests).toHaveLength(2);
      },
    );
  });

  it('says when the API does not answer', () =>
    expect(
      call({ url: 'http://127.0.0.1:9', token: async () => 't' }, missionRoutes.listMissions, {}),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' }));
});

describe('pathOf', () => {
  it('escapes what it fills in', () =>
    expect(pathOf('/api/leads/{id}/explain', { id: 'a/b?c' })).toBe('/api/leads/a%2Fb%3Fc/explain'));
});
