import { expect, it } from 'vitest';
import { openNotifications } from '../../../test/memory/notifications.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { changeConnection, refusalCause, refuse, working } from '../../connections/app/settle-connection.ts';
import type { Connection } from '../../connections/domain/connection.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { completeTask } from '../../tasks/app/change-task.ts';
import { askToRenew } from './ask-to-renew.ts';

const ID = 'con_01jd8w5gk3q4v6x8z0a2c4e6g8';
const OF = { workspace: WORKSPACE, id: ID };
const ANN = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

/** A workspace with one connection, which its provider refuses or takes. */
async function connected() {
  const rex = await openNotifications();
  const { ports } = rex;
  const connection: Connection = {
    ...OF,
    version: 1,
    provider: 'x',
    name: 'Our X',
    account: {},
    state: 'working',
    secretSerial: 1,
    spent: false,
    createdAt: ports.clock.now().toISOString(),
    createdBy: 'ann',
  };
  await ports.connectionRecords.create(connection, []);
  return {
    ...rex,
    refused: (reason: string) => refuse(ports, OF, { reason }),
    renewed: () =>
      changeConnection(ports, OF, ({ reason: _, ...is }) => ({ ...is, state: 'unchecked' }), {
        event: 'connection.renewed',
        cause: ANN,
      }),
    works: () =>
      changeConnection(ports, OF, (is) => working(is, ports.clock.now()), { event: 'connection.working' }),
    alert: () => ports.alerts.ofCause(WORKSPACE, refusalCause(ID)),
    tasks: async () => (await ports.tasks.list(WORKSPACE, { limit: 10 })).tasks,
  };
}

it('a refused connection is one task for a person, which says what to do', async () => {
  const rex = await connected();
  await rex.refused('The token was revoked.');
  await rex.work();
  await rex.pass(MINUTE);
  await rex.refused('The token is still revoked.');
  rex.publish();
  rex.waiting.push(...rex.waiting);
  await rex.work();
  expect(await rex.tasks()).toMatchObject([
    {
      type: 'person.do',
      status: 'escalated',
      priority: 'urgent',
      title: 'Renew the connection "Our X" (X)',
      description: expect.stringContaining(`rex connections renew ${ID}`),
      error: 'The token was revoked.',
      payload: { connection: ID },
    },
  ]);
});

it.each(['renewed', 'works'] as const)(
  'is over when it is %s, and the next refusal is another one',
  async (how) => {
    const rex = await connected();
    await rex.refused('The token was revoked.');
    await rex.work();
    await rex[how]();
    await rex.work();
    expect(await rex.tasks()).toMatchObject([{ status: 'completed' }]);
    expect(await rex.alert()).toMatchObject({ state: 'resolved', resolvedBy: 'rex' });
    await rex.pass(MINUTE);
    await rex.refused('The token has run out.');
    await rex.work();
    const statuses = (await rex.tasks()).map(({ status, error }) => [status, error]);
    expect(statuses.toSorted()).toEqual([
      ['completed', undefined],
      ['escalated', 'The token has run out.'],
    ]);
    expect(await rex.alert()).toMatchObject({ state: 'open', count: 1 });
  },
);

it('is over when the connection is removed', async () => {
  const rex = await connected();
  await rex.refused('The token was revoked.');
  await rex.work();
  await changeConnection(rex.ports, OF, (is) => ({ ...is, state: 'removing' }), {
    event: 'connection.removed',
  });
  await rex.work();
  expect(await rex.tasks()).toMatchObject([{ status: 'completed' }]);
  expect(await rex.alert()).toMatchObject({ state: 'resolved' });
});

it('no message opens it again, in whatever order they come, nor after a person has said that it is done', async () => {
  const rex = await connected();
  await rex.refused('The token was revoked.');
  rex.publish();
  const refusal = rex.waiting.map(({ message }) => message).find(({ kind }) => kind === 'connection');
  if (refusal?.kind !== 'connection') throw new Error('Nothing was told of the refusal.');
  await rex.work();
  const [task] = await rex.tasks();
  const voids = { ...rex.ports, types: new Map(), taskQueue: { send: async () => undefined } };
  await completeTask(voids, { workspace: WORKSPACE, id: task?.id ?? '' }, undefined, ANN);
  await askToRenew(rex.ports, refusal);
  expect(await rex.tasks()).toMatchObject([{ status: 'completed', result: { by: 'ann' } }]);
  await rex.renewed();
  await rex.pass(MINUTE);
  await rex.refused('Again.');
  await rex.work();
  await askToRenew(rex.ports, refusal);
  expect((await rex.tasks()).map(({ status }) => status).toSorted()).toEqual(['completed', 'escalated']);
});

it('is over also when the connection is renewed while the task is written', async () => {
  const rex = await connected();
  await rex.refused('The token was revoked.');
  let renewed = false;
  const { tasks } = rex.ports;
  const slow = new Proxy(tasks, {
    get: (of, name) => {
      const own = Reflect.get(of, name);
      if (typeof own !== 'function') return own;
      return async (...given: unknown[]) => {
        if (name === 'create' && !renewed) {
          renewed = true;
          await rex.renewed();
          await rex.work();
        }
        return own.apply(of, given);
      };
    },
  });
  rex.publish();
  const refusal = rex.waiting.map(({ message }) => message).find(({ kind }) => kind === 'connection');
  if (refusal?.kind !== 'connection') throw new Error('Nothing was told of the refusal.');
  await askToRenew({ ...rex.ports, tasks: slow }, refusal);
  expect(await rex.tasks()).toMatchObject([{ status: 'completed' }]);
});
