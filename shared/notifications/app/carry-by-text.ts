import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import type { Texter } from '../../sending/app/ports/sending.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Carrier } from './ports/notifications.ts';

export interface TextCarrierDeps {
  readonly pools: Pick<PoolStore, 'reserveSends'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter: Texter | undefined;
  readonly clock: Clock;
}

/** Two parts of an SMS, also where a character of the text needs the larger alphabet. */
const LONGEST_TEXT = 130;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Texts to members, from the number of the workspace, which has to be its own. */
export const textCarrier = (deps: TextCarrierDeps): Carrier => ({
  async send({ workspace, severity, title }, to) {
    const from = (await deps.workspaces.get(workspace))?.settings.channels.sms.sender;
    if (!deps.texter || from === undefined)
      return {
        outcome: 'refused',
        reason: 'No account or number for texts is set up (channels.sms.sender).',
      };
    if (to?.phone === undefined) return { outcome: 'refused', reason: 'No number is known.' };
    const reserved = await deps.pools.reserveSends({
      workspace,
      day: utcDay(deps.clock.now()),
      count: 1,
      workspaceLimit: NO_LIMIT,
      channel: { name: 'sms', limit: NO_LIMIT, sender: from },
    });
    if (reserved !== 'reserved')
      return { outcome: 'unavailable', reason: 'The number belongs to another workspace.' };
    const text = `Rex ${severity}: ${title}`.slice(0, LONGEST_TEXT);
    return deps.texter.send({ channel: 'sms', to: to.phone, from, text });
  },
});
