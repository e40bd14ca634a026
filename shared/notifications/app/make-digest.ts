import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { deliveryBy, newDigest, withDelivery } from '../domain/notice.ts';
import { queueDeliveries, type TellDeps } from './tell.ts';

/** A transaction holds a hundred records, one of which is the digest. */
const TOGETHER = 90;

/**
 * Makes one message of what was gathered for a member, and marks all of it in the same transaction: nothing is in two digests, and
 * what came later stays for the next. A repeat finds nothing more, and queues the digests that still wait.
 */
export async function makeDigest(
  deps: TellDeps,
  message: Extract<NotificationMessage, { kind: 'digest' }>,
): Promise<void> {
  const { workspace, subject, channel, slot } = message;
  const more = await retryOnConflict(async () => {
    const all = await deps.notices.all(workspace, subject);
    const gathered = all.filter((notice) => {
      const found = deliveryBy(notice, channel);
      return found?.state === 'gathered' && (found.slot ?? '') <= slot;
    });
    const items = gathered.slice(0, TOGETHER);
    const digest = newDigest(items, channel, deps.clock.now());
    const done = items.flatMap((item) => {
      const found = deliveryBy(item, channel);
      return found && digest
        ? [withDelivery(item, { channel, tries: found.tries, state: 'digested', reason: `in ${digest.id}` })]
        : [];
    });
    if (digest) await deps.notices.createDigest(digest, done);
    const waiting = all.filter(({ kind }) => kind === 'digest');
    for (const each of digest ? [...waiting, digest] : waiting) await queueDeliveries(deps, each);
    return gathered.length > items.length;
  });
  if (more) await deps.notifications.send([message]);
}
