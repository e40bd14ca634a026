import { CHANNEL_TERMS } from '../../../channels/domain/channel-terms.ts';
import { routeProblem } from '../../../leads/domain/route-problem.ts';
import { block, type Guard, pass } from './guard.ts';

/** Whether the person can be reached by the channel at all, and whether the workspace has set it up. */
export const channelRoute: Guard = {
  code: 'NO_ROUTE',
  channels: ['sms', 'whatsapp', 'linkedin'],
  check: ({ lead, channel, settings, step }) => {
    const problem = routeProblem(channel, lead.profile, settings.channels, step);
    return problem
      ? block(`${CHANNEL_TERMS[channel].name} cannot be used: ${problem.clause}.`, problem.unblock)
      : pass(`The person can be reached by ${CHANNEL_TERMS[channel].name}.`);
  },
};
