import * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { STOPPED, type TaskHandler } from '../../tasks/app/ports/handler.ts';
import type { PublishPayload } from '../contract/tasks.ts';
import { type AccountDeps, notDone, openAccount } from './open-account.ts';
import { NetworkFault } from './ports/network.ts';

const doneSchema = z.object({ id: z.string() });

/** Takes a post back. */
export const removalOf = (deps: AccountDeps): NonNullable<TaskHandler<PublishPayload>['undo']> => ({
  async plan({ workspace, payload, done }) {
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) return account;
    const { id } = doneSchema.parse(done);
    try {
      await account.network.find(account.opened, id);
    } catch (error) {
      if (error instanceof NetworkFault && error.kind === 'gone')
        return { outcome: 'refused', reason: `Post ${id} is there no more: nothing is left to take back.` };
      return notDone(deps, workspace, account, error);
    }
    return {
      outcome: 'planned',
      effect: effectOf({
        kind: 'social.remove',
        segment: account.name,
        summary: `Deletes post ${id} of ${account.title}.`,
        changes: [{ what: account.title, field: 'post', before: id, after: null }],
      }),
    };
  },

  async perform({ workspace, payload, done, goesOn }) {
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) return account;
    const { network, opened } = account;
    const { id } = doneSchema.parse(done);
    if (!network.remove)
      return { outcome: 'refused', reason: `${account.title} lets no program delete posts.` };
    if (!(await goesOn())) return STOPPED;
    try {
      await network.remove(opened, id);
      return { outcome: 'done', providerId: id };
    } catch (error) {
      if (!(error instanceof NetworkFault) || error.kind !== 'uncertain')
        return notDone(deps, workspace, account, error);
      return (await isGone()) ?? { outcome: 'unavailable', reason: error.message };
    }
    /** To delete again does no harm: a post that still stands is tried again. */
    async function isGone() {
      try {
        await network.find(opened, id);
        return undefined;
      } catch (error) {
        if (error instanceof NetworkFault && error.kind === 'gone')
          return { outcome: 'done', providerId: id } as const;
        // It is looked up later.
        throw error;
      }
    }
  },

  async lookUp({ workspace, payload, done }) {
    const account = await openAccount(deps, workspace, payload.connection);
    if ('outcome' in account) throw new Error(account.reason);
    try {
      await account.network.find(account.opened, doneSchema.parse(done).id);
      return { outcome: 'absent' };
    } catch (error) {
      if (error instanceof NetworkFault && error.kind === 'gone') return { outcome: 'done' };
      throw error;
    }
  },
});
