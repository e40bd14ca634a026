import { NUMBER_CHANNELS } from '../../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../../channels/domain/channel-terms.ts';
import { stopOf } from '../../../channels/domain/contact-number.ts';
import { numberChannel } from '../../../channels/domain/number-channel.ts';
import { block, type Guard, pass, type SendContext } from './guard.ts';

/** A stop belongs to the number: it holds for every lead with this number, and for every mission. */
export const numberStopped: Guard<Pick<SendContext, 'number' | 'channel'>> = {
  code: 'NUMBER_STOPPED',
  channels: NUMBER_CHANNELS,
  check: ({ number, channel: asked }) => {
    const channel = numberChannel(asked);
    const stop = channel && stopOf(number, channel);
    if (!channel || !stop) return pass('Nobody at this number has asked to stop.');
    return stop.reason === 'asked'
      ? block(
          `The owner of this number stopped ${CHANNEL_TERMS[channel].name} at ${stop.at}.`,
          'Nothing: only the person can lift the stop, by sending START.',
        )
      : block(
          `The provider reported at ${stop.at} that ${CHANNEL_TERMS[channel].name} cannot reach this number.`,
          'Correct the number of the lead.',
        );
  },
};
