import type * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import type { TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type NumbersPayload, numbersType } from '../contract/tasks.ts';
import { NETWORK_TABLE } from '../domain/networks.ts';
import { type AccountDeps, notDone, openAccount } from './open-account.ts';

/** Reads the numbers of a post. Those that its network does not tell are null. */
export const numbersHandler = (deps: AccountDeps): TaskHandler<NumbersPayload> => ({
  type: numbersType.type,
  payload: numbersType.payload as z.ZodType<NumbersPayload>,

  async plan({ workspace, payload: { connection, post } }) {
    const account = await openAccount(deps, workspace, connection);
    if ('outcome' in account) return account;
    return {
      outcome: 'planned',
      effect: effectOf({
        kind: numbersType.type,
        outside: false,
        segment: account.name,
        summary: `Reads the numbers of post ${post} of ${account.title}.`,
        costUsd: NETWORK_TABLE[account.name].readCost,
      }),
    };
  },

  async perform({ workspace, payload: { connection, post } }) {
    const account = await openAccount(deps, workspace, connection);
    if ('outcome' in account) return account;
    const { network, opened } = account;
    try {
      const { likes, comments, shares, views } = await network.numbers(opened, post);
      return {
        outcome: 'done',
        providerId: post,
        result: {
          likes: likes ?? null,
          comments: comments ?? null,
          shares: shares ?? null,
          views: views ?? null,
        },
      };
    } catch (error) {
      return notDone(deps, workspace, account, error);
    }
  },
});
