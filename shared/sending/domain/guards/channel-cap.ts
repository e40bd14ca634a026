import { CHANNEL_TERMS } from '../../../channels/domain/channel-terms.ts';
import { nextUtcDay } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

export const channelCap: Guard = {
  code: 'CHANNEL_CAP',
  channels: ['sms', 'whatsapp', 'linkedin'],
  check: ({ left, channel, now }) =>
    left.channel > 0
      ? pass(`${left.channel} more may go by ${CHANNEL_TERMS[channel].name} today.`)
      : wait(
          `The day's limit of ${CHANNEL_TERMS[channel].name} is reached.`,
          nextUtcDay(now),
          `Wait, or raise \`channels.${channel}.dailyLimit\` in the settings.`,
        ),
};
