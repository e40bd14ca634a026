import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { openNotifications } from '../../../test/memory/notifications.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { settleAlert } from '../../alerts/app/settle-alert.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { handleNotification } from './handle-notification.ts';
import { subscribe } from './subscribe.ts';

const CAUSES = 4;
const severity = fc.constantFrom('info' as const, 'warning' as const, 'critical' as const);
/** A call of the store dies, before or after it took effect. */
const death = fc.record({
  method: fc.constantFrom(
    'create' as const,
    'save' as const,
    'claim' as const,
    'createDigest' as const,
    'get' as const,
  ),
  after: fc.boolean(),
  skip: fc.nat(2),
});
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('raise' as const), cause: fc.nat(CAUSES - 1), severity }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resolve' as const), cause: fc.nat(CAUSES - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), cause: fc.nat(CAUSES - 1) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('die' as const), death }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('twice' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('shuffle' as const), by: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 20, 70) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('server' as const),
      next: fc.constantFrom('unavailable' as const, 'unknown' as const),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

it('whatever happens, nobody is told twice, and nothing that was to be told is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 50 }), async (acts) => {
      const world = await open();
      for (const each of acts) await world.carryOut(each);
      await world.settle();
      await world.check();
    }),
    { numRuns: 150 },
  );
});

async function open() {
  const rex = await openNotifications({ alerts: { mostPerHour: 3 } });
  const { deps, ports } = rex;
  await subscribe(
    ports,
    { workspace: WORKSPACE, subject: 'ann', role: 'admin', email: 'ann@acme.example' },
    { channels: { email: { from: 'warning', digestFrom: 'info' } }, requests: [] },
  );
  const ids = new Map<number, string>();
  /** A message whose consumer failed comes back, as from SQS. */
  const deliver = async (message: NotificationMessage, notices = ports.notices): Promise<void> => {
    try {
      await handleNotification({ ...deps, notices }, message);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      rex.waiting.push({ at: ports.clock.now().getTime() + MINUTE, message });
    }
  };
  const settle = (cause: number, outcome: 'resolved' | 'acknowledged') => {
    const by = { actor: { kind: 'user', id: 'ann' }, correlationId: '' } as const;
    const id = ids.get(cause);
    return id === undefined
      ? Promise.resolve(undefined)
      : settleAlert(ports, { workspace: WORKSPACE, id, outcome, cause: by }).catch(() => undefined);
  };
  return {
    async carryOut(now: Act): Promise<void> {
      switch (now.do) {
        case 'raise': {
          const { id } = await raiseAlert(ports, {
            workspace: WORKSPACE,
            type: 'test',
            severity: now.severity,
            title: `cause ${now.cause}`,
            message: 'Look.',
            evidence: {},
            cause: `c${now.cause}`,
          });
          ids.set(now.cause, id);
          return;
        }
        case 'resolve':
          return void (await settle(now.cause, 'resolved'));
        case 'acknowledge':
          return void (await settle(now.cause, 'acknowledged'));
        case 'work':
          return rex.work((message) => deliver(message));
        case 'die': {
          const notices = dyingOnce(ports.notices, now.death);
          return rex.work((message) => deliver(message, notices));
        }
        case 'twice':
          rex.publish();
          rex.waiting.push(...rex.waiting.map(({ message, at }) => ({ at, message })).slice(0, 20));
          return;
        case 'shuffle':
          rex.publish();
          rex.waiting.push(...rex.waiting.splice(0, now.by));
          return;
        case 'pass':
          return void (await ports.wait(now.minutes * MINUTE));
        case 'server':
          return void rex.next.push(now.next);
      }
    },
    async settle(): Promise<void> {
      rex.next.length = 0;
      for (let hour = 0; hour < 60; hour++) {
        await rex.work((message) => deliver(message));
        await ports.wait(HOUR);
      }
    },
    async check(): Promise<void> {
      const sent = rex.raw.map(({ tags }) => tags['notice']);
      expect(sent).toEqual([...new Set(sent)]);
      const notices = await rex.notices('ann');
      const over = ['sent', 'failed', 'unknown', 'over', 'digested'];
      for (const { id, title, deliveries } of notices)
        for (const { state } of deliveries) expect(over, `${id} ${title}`).toContain(state);
      const inDigests = notices.flatMap(({ deliveries }) =>
        deliveries.flatMap(({ reason = '' }) => /^in (n_\w+)$/.exec(reason)?.[1] ?? []),
      );
      for (const id of inDigests) expect(notices.map((notice) => notice.id)).toContain(id);
      for (const id of ids.values()) {
        const alert = await ports.alerts.get(WORKSPACE, id);
        if (!alert || alert.state === 'resolved') continue;
        const told = notices.filter(({ about }) => about === id).map(({ severity: of }) => of);
        expect(told, `alert of ${alert.cause}`).toContain(alert.severity);
      }
    },
  };
}

class Died extends Error {}

function dyingOnce<T extends object>(
  store: T,
  { method, after, skip }: { readonly method: string; readonly after: boolean; readonly skip: number },
): T {
  let left = skip;
  let isDead = false;
  const call = (store as Record<string, (...args: unknown[]) => Promise<unknown>>)[method];
  return withMethods(store, {
    [method]: async (...args: unknown[]) => {
      if (isDead || left-- > 0) return call?.apply(store, args);
      isDead = true;
      if (after) await call?.apply(store, args);
      throw new Died(`dies at ${method}`);
    },
  } as unknown as Partial<T>);
}
