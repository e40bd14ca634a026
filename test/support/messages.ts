import type { SendLedger } from '../../shared/sending/app/ports/sending.ts';
import type { MessageToSend } from '../../shared/sending/app/prepare-message.ts';
import {
  type SendMessageDeps,
  type SendResult,
  sendMessages,
} from '../../shared/sending/app/send-message.ts';
import type { Feedback, Send } from '../../shared/sending/domain/send.ts';

/** The ledger as if this message had been claimed, and all had been learned of it that it says. */
export async function enterMessage(ledger: SendLedger, send: Send): Promise<void> {
  const claim: Send = { ...send, state: 'claimed' };
  const { claimed, ledger: after } = await ledger.claim(await ledger.read(send), [claim], 1);
  if (claimed.length === 0) throw new Error('This message was claimed before.');
  const feedback = learnedOf(send);
  await ledger.settle(
    after,
    feedback.map((each) => ({ ref: send, feedback: each })),
  );
}

let epochs = 0;

/** One message by itself, as a worker with a lease of its own sends it that has just read the ledger. */
export async function sendOne(deps: SendMessageDeps, message: MessageToSend): Promise<SendResult> {
  const { workspace, id: missionId } = message.context.mission;
  const ledger = await deps.ledger.read({ workspace, missionId, cohort: message.cohort });
  const sent = await sendMessages(deps, { ledger, facts: [] }, [message], ++epochs);
  await deps.ledger.settle(sent.ledger, sent.facts);
  const { results } = sent;
  return results[0] ?? { kind: 'skipped' };
}

function learnedOf(send: Send): Feedback[] {
  const { claimedAt, providerMessageId } = send;
  const at = send.sentAt ?? claimedAt;
  const wasSent = send.sentAt !== undefined || providerMessageId !== undefined;
  const moment = <K extends 'complained' | 'replied' | 'unsubscribed' | 'booked'>(
    kind: K,
    when: string | undefined,
  ): Feedback[] => (when === undefined ? [] : [{ kind, at: when }]);
  const seen = (kind: 'opened' | 'clicked', when: string | undefined, sign: string): Feedback[] =>
    when === undefined ? [] : [{ kind, at: when, signs: [sign] }];
  return [
    ...(wasSent || send.state === 'sent' ? [{ kind: 'sent', at, providerMessageId } as const] : []),
    ...(send.deliveredAt !== undefined || send.state === 'delivered'
      ? [{ kind: 'delivered', at: send.deliveredAt ?? at, providerMessageId } as const]
      : []),
    ...(send.state === 'released'
      ? [{ kind: 'released', at, reason: send.releasedReason ?? '' } as const]
      : []),
    ...(send.state === 'unknown' ? [{ kind: 'unknown', at, reason: send.unknownReason ?? '' } as const] : []),
    ...seen('opened', send.openedAt, 'told_person'),
    ...seen('opened', send.machineOpenedAt, 'told_machine'),
    ...seen('clicked', send.clickedAt, 'told_person'),
    ...seen('clicked', send.machineClickedAt, 'told_machine'),
    ...moment('replied', send.repliedAt),
    ...moment('complained', send.complainedAt),
    ...moment('unsubscribed', send.unsubscribedAt),
    ...moment('booked', send.bookedAt),
  ];
}
