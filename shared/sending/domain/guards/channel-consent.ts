import { NUMBER_CHANNELS } from '../../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../../channels/domain/channel-terms.ts';
import { hasStarted } from '../../../channels/domain/contact-number.ts';
import { numberChannel } from '../../../channels/domain/number-channel.ts';
import { block, type Guard, pass } from './guard.ts';

/** Channels to a telephone number need a consent to this channel: from an import, or by START of the person. */
export const channelConsent: Guard = {
  code: 'NO_CHANNEL_CONSENT',
  channels: NUMBER_CHANNELS,
  check: ({ lead, number, channel: asked }) => {
    const channel = numberChannel(asked);
    if (!channel) return pass('This channel needs no consent of its own.');
    const { name } = CHANNEL_TERMS[channel];
    const recorded = lead.profile.channelConsents?.[channel];
    if (recorded === 'opted_out') {
      return block(`This person has opted out of ${name}.`, 'Nothing: only the person can opt in again.');
    }
    if (recorded === 'subscribed') return pass(`A consent to ${name} is recorded.`);
    return hasStarted(number, channel)
      ? pass(`The person has asked for ${name} by sending START.`)
      : block(
          `No consent to ${name} is recorded.`,
          `Record one by an import (a column such as "${channel}_consent"), or use another channel.`,
        );
  },
};
