import type { OpenConnection } from '../../connections/app/ports/connections.ts';
import { addMs, MINUTE, SECOND } from '../../kernel/clock.ts';
import { sameText } from '../domain/post.ts';
import { type Network, NetworkFault } from './ports/network.ts';

/** Clocks differ, and a network may date a post to the whole second. */
const SKEW_MS = MINUTE;
/** A post may show a moment after it was taken. */
const PAUSES_MS = [0, 3 * SECOND, 6 * SECOND, 12 * SECOND];

export type ReadBack =
  | { readonly outcome: 'found'; readonly id: string }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface Sent {
  readonly text: string;
  readonly at: Date;
}

/**
 * Whether a post whose answer was lost is there. `absent` only after the network has answered each time, over 20 seconds
 * (`patient`), or now where that long has passed. Two posts of the same text, or a network that does not tell, are unknown.
 */
export async function readBack(
  network: Network,
  opened: OpenConnection,
  { text, at }: Sent,
  { wait, patient }: { readonly wait: (ms: number) => Promise<void>; readonly patient: boolean },
): Promise<ReadBack> {
  const since = addMs(at, -SKEW_MS);
  try {
    for (const pause of patient ? PAUSES_MS : [0]) {
      if (pause > 0) await wait(pause);
      const recent = await network.recent(opened, since);
      const [found, ...more] = recent.posts.filter((post) => post.at >= since && sameText(post.text, text));
      if (more.length > 0)
        return { outcome: 'unknown', reason: `${more.length + 1} posts of the account have this text.` };
      if (found) return { outcome: 'found', id: found.id };
      if (recent.more && recent.posts.every((post) => post.at >= since))
        return { outcome: 'unknown', reason: 'The account has posted more since than can be read.' };
    }
    return { outcome: 'absent' };
  } catch (error) {
    if (!(error instanceof NetworkFault)) throw error;
    return { outcome: 'unknown', reason: `The posts of the account could not be read: ${error.message}` };
  }
}
