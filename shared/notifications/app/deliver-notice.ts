import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendOutcome } from '../../sending/app/ports/sending.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import {
  CLAIM_MS,
  type Delivery,
  deliveryBy,
  isAbandoned,
  MOST_TRIES,
  type Notice,
  nextHour,
  pauseAfter,
  sentEvent,
  withDelivery,
} from '../domain/notice.ts';
import type { Carriers } from './ports/notifications.ts';
import { alertSettingsOf, queueDeliveries, type TellDeps } from './tell.ts';

export interface DeliverNoticeDeps extends TellDeps {
  readonly alerts: Pick<AlertStore, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly carriers: Carriers;
}

type DeliverMessage = Extract<NotificationMessage, { kind: 'deliver' }>;
const LONGEST_DELAY_SECONDS = 900;
const CLAIM_SECONDS = CLAIM_MS / 1000;

/**
 * Sends a notice by one channel, once: claims it, sends, settles. Over the bound of the hour it is gathered for a digest. What died
 * after the claim may have been sent and is not sent again; it is in the app in any case.
 */
export async function deliverNotice(deps: DeliverNoticeDeps, message: DeliverMessage): Promise<void> {
  const claim = await retryOnConflict(() => claimed(deps, message));
  if (!claim) return;
  const { notice, delivery } = claim;
  const member = await deps.members.get(notice.workspace, notice.subject);
  let outcome: SendOutcome;
  try {
    outcome = await deps.carriers[delivery.channel].send(notice, member);
  } catch (error) {
    outcome = { outcome: 'unknown', reason: error instanceof Error ? error.message : 'no answer' };
  }
  await settle(deps, message, outcome);
}

/** The notice once this process, and no other, has its delivery; undefined when there is nothing to send. */
async function claimed(
  deps: DeliverNoticeDeps,
  message: DeliverMessage,
): Promise<{ readonly notice: Notice; readonly delivery: Delivery } | undefined> {
  const now = deps.clock.now();
  const notice = await deps.notices.get(message);
  const found = notice && deliveryBy(notice, message.channel);
  if (!notice || !found) return undefined;
  const { channel, tries, state } = found;
  if (isAbandoned(found, now)) {
    const reason = 'It was not told whether this arrived.';
    await deps.notices.save(withDelivery(notice, { channel, tries, state: 'unknown', reason }));
  }
  // Whoever claimed it may be dead: it is looked at again when that is certain.
  else if (state === 'claimed') await deps.notifications.send([message], { delaySeconds: CLAIM_SECONDS });
  if (state === 'gathered') await queueDeliveries(deps, notice);
  if (state !== 'pending') return undefined;
  const wait = Math.ceil((Date.parse(found.notBefore ?? '') - now.getTime()) / 1000);
  if (wait > 0) {
    await deps.notifications.send([message], { delaySeconds: Math.min(wait, LONGEST_DELAY_SECONDS) });
    return undefined;
  }
  if (await isOver(deps, notice)) {
    await deps.notices.save(withDelivery(notice, { channel, tries, state: 'over' }));
    return undefined;
  }
  const delivery: Delivery = { channel, tries, state: 'claimed', claimedAt: now.toISOString() };
  const next = withDelivery(notice, delivery);
  if (notice.kind === 'digest') return { notice: await deps.notices.save(next), delivery };
  const most = (await alertSettingsOf(deps, notice.workspace))?.mostPerHour ?? 0;
  const mine = await deps.notices.claim(next, now.toISOString().slice(0, 13), most);
  if (mine) return { notice: mine, delivery };
  const slot = nextHour(now).toISOString();
  const gathered = await deps.notices.save(withDelivery(notice, { channel, tries, state: 'gathered', slot }));
  await queueDeliveries(deps, gathered);
  return undefined;
}

/** Whether nobody needs to know any more. */
async function isOver({ alerts, approvals }: DeliverNoticeDeps, notice: Notice): Promise<boolean> {
  const { workspace, about, kind } = notice;
  if (kind === 'alert') return (await alerts.get(workspace, about))?.state === 'resolved';
  return kind === 'request' && (await approvals.get(workspace, about))?.state !== 'pending';
}

async function settle(deps: DeliverNoticeDeps, message: DeliverMessage, outcome: SendOutcome): Promise<void> {
  const now = deps.clock.now();
  const next = await retryOnConflict(async () => {
    const notice = await deps.notices.get(message);
    const found = notice && deliveryBy(notice, message.channel);
    if (!notice || found?.state !== 'claimed') return undefined;
    const after = settled(found, outcome, now);
    const cause = { actor: REX, correlationId: notice.about };
    const events = after.state === 'sent' ? [sentEvent(notice, after.channel, cause, now)] : [];
    await deps.notices.save(withDelivery(notice, after), events);
    return after;
  });
  if (next?.state !== 'pending') return;
  const wait = Math.ceil((Date.parse(next.notBefore ?? '') - now.getTime()) / 1000);
  await deps.notifications.send([message], {
    delaySeconds: Math.min(Math.max(wait, 0), LONGEST_DELAY_SECONDS),
  });
}

function settled({ channel, tries }: Delivery, outcome: SendOutcome, now: Date): Delivery {
  switch (outcome.outcome) {
    case 'accepted':
      return { channel, tries, state: 'sent', providerId: outcome.providerMessageId };
    case 'refused':
      return { channel, tries, state: 'failed', reason: outcome.reason };
    case 'unavailable': {
      const tried = tries + 1;
      const reason = outcome.mend?.todo ?? outcome.reason;
      if (tried >= MOST_TRIES) return { channel, tries: tried, state: 'failed', reason };
      const pause = new Date(now.getTime() + pauseAfter(tried) * 1000).toISOString();
      const notBefore = outcome.until !== undefined && outcome.until > pause ? outcome.until : pause;
      return { channel, tries: tried, state: 'pending', notBefore, reason };
    }
    default:
      return {
        channel,
        tries,
        state: 'unknown',
        reason: outcome.outcome === 'unknown' ? outcome.reason : 'no answer',
      };
  }
}
