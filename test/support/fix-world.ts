import type { Effect } from '../../shared/autonomy/domain/effect.ts';
import type { Connections, NotOpen, OpenConnection } from '../../shared/connections/app/ports/connections.ts';
import { ShopifyEditor } from '../../shared/seo/adapters/shopify/shopify-editor.ts';
import { WordPressEditor } from '../../shared/seo/adapters/wordpress/wordpress-editor.ts';
import { type FixDeps, seoBulkHandler, seoFixHandler } from '../../shared/seo/app/fix-handler.ts';
import { seoBulkPayloadSchema, seoFixPayloadSchema } from '../../shared/seo/contract/fix.ts';
import type { Done, Parts } from '../../shared/tasks/app/ports/handler.ts';
import { jsonClient } from '../../shared/webhooks/adapters/https/json-client.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';

const CONNECTION = `con_${'0'.repeat(26)}`;

/** The handlers of fixes over an account that is open, as they are in a function. Nothing waits. */
export function fixWorld(
  account: Omit<OpenConnection, 'connectionId'>,
  timeoutMs = 15_000,
  time: Partial<Pick<FixDeps, 'wait' | 'now'>> = {},
  goesOn: () => Promise<boolean> = async () => true,
) {
  const refusals: string[] = [];
  const opened: OpenConnection = { connectionId: CONNECTION, ...account };
  let closed: NotOpen | undefined;
  const connections: Connections = {
    open: async () => closed ?? opened,
    refused: async (_workspace, _opened, reason) => void refusals.push(reason),
  };
  const call = jsonClient({ targets: 'loopback', timeoutMs });
  const deps = {
    connections,
    editors: { wordpress: new WordPressEditor(call), shopify: new ShopifyEditor(call) },
    wait: async () => undefined,
    now: () => performance.now(),
    ...time,
  };
  const order = (payload: object) => ({
    workspace: 'acme',
    taskId: 't',
    missionId: undefined,
    goesOn,
    settings: settingsSchema.parse({
      brandName: 'Acme',
      senderName: 'Ann',
      postalAddress: '1 Main Street',
      website: 'https://acme.test',
    }),
    payload: payload as never,
  });
  const fix = seoFixHandler(deps);
  const of = (set: object, id = '1', kind = 'post') =>
    order(seoFixPayloadSchema.parse({ connection: CONNECTION, kind, id, set }));
  const bulk = seoBulkHandler(deps);
  return {
    opened,
    refusals,
    /** From now on the account cannot be opened. */
    close: (why: NotOpen): void => {
      closed = why;
    },
    plan: (set: object, id?: string, kind?: string) => fix.plan(of(set, id, kind)),
    async effect(set: object, id?: string, kind?: string): Promise<Effect> {
      const planned = await fix.plan(of(set, id, kind));
      if (planned.outcome !== 'planned') throw new Error(planned.reason);
      return planned.effect;
    },
    perform: (effect: Effect, set: object, id?: string, kind?: string) =>
      fix.perform(of(set, id, kind), effect),
    lookUp: (effect: Effect, set: object) => fix.lookUp!(of(set), effect, new Date()),
    async undo(done: unknown, set: object, id?: string, kind?: string) {
      const back = { ...of(set, id, kind), done };
      const planned = await fix.undo!.plan(back);
      if (planned.outcome !== 'planned') return planned;
      return { effect: planned.effect, ...(await fix.undo!.perform(back, planned.effect)) };
    },
    async bulk(pages: object[]) {
      const all = order(seoBulkPayloadSchema.parse({ connection: CONNECTION, pages }));
      const planned = await bulk.plan(all);
      if (planned.outcome !== 'planned') throw new Error(planned.reason);
      return { effect: planned.effect, ...(await bulk.perform(all, planned.effect)) };
    },
    /** A bulk as the engine carries it on: a call for each slice, and for each death. */
    async planBulk(pages: object[]) {
      const all = order(seoBulkPayloadSchema.parse({ connection: CONNECTION, pages }));
      const planned = await bulk.plan(all);
      if (planned.outcome !== 'planned') throw new Error(planned.reason);
      return (parts: Parts) => bulk.perform(all, planned.effect, parts);
    },
  };
}

export const undoOf = (performed: object): unknown => (performed as Done).undo;
