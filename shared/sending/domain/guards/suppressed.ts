import { CHANNEL_TERMS } from '../../../channels/domain/channel-terms.ts';
import { suppressionOn } from '../../../leads/domain/suppression.ts';
import { block, type Guard, pass, type SendContext } from './guard.ts';

export const suppressed: Guard<Pick<SendContext, 'lead' | 'channel'>> = {
  code: 'SUPPRESSED',
  check: ({ lead, channel }) => {
    const mark = suppressionOn(lead, channel);
    if (!mark) return pass('This person is not suppressed.');
    const how = lead.suppression ? '' : ` by ${CHANNEL_TERMS[channel].name}`;
    return block(
      `This person must not be contacted${how}: ${mark.reason}, ${mark.at}.`,
      'Nothing: Rex never lifts a suppression. Only the person can opt in again.',
    );
  },
};
