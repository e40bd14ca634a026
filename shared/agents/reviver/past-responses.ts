import type { Channel } from '../../channels/contract/channels.ts';
import type { ContactNumber } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { PastResponse, Response } from '../../channels/domain/past-response.ts';
import { type Send, wasSent } from '../../sending/domain/send.ts';

/**
 * How one person received what was sent to them by a channel. Clicks are those that a person probably made
 * (`shared/engagement`). An answer from the number counts where no message is known that it answers.
 */
export function pastResponse(
  channel: Channel,
  sends: readonly Send[],
  number: ContactNumber | undefined,
): PastResponse {
  const sent = sends.filter((send) => send.channel === channel && wasSent(send));
  const counts: Partial<Record<Response, number>> = {};
  for (const send of sent) {
    const response = responseTo(send);
    counts[response] = (counts[response] ?? 0) + 1;
  }
  const own = numberChannel(channel);
  const heard = own !== undefined && number?.channels[own]?.answeredAt !== undefined;
  return heard && !counts.answered ? { ...counts, answered: 1 } : counts;
}

function responseTo({ repliedAt, bookedAt, clickedAt, bouncedAt }: Send): Response {
  if (repliedAt ?? bookedAt) return 'answered';
  if (clickedAt) return 'clicked';
  return bouncedAt ? 'bounced' : 'unanswered';
}
