import { POLICY_VERSION } from '../../../content/domain/policy.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import type { MissionState } from '../../../missions/contract/mission.ts';
import { mayGoOnLater } from '../../../missions/domain/states.ts';
import { block, type Guard, pass, wait } from './guard.ts';

/** What has ended cannot draft anew. */
const again = (state: MissionState): string =>
  state === 'EXECUTING' || mayGoOnLater(state)
    ? 'Retry the mission to draft and approve anew.'
    : 'Create a new mission.';

/** This exact content must be approved: the hash of what would go out now must be the approved one. */
export const approved: Guard = {
  code: 'NOT_APPROVED',
  check: ({ approval, draftsBound, draft, content, mission, now }) => {
    const unblock = again(mission.state);
    if (!approval || approval.state === 'pending') {
      return wait('The messages wait for approval.', addMs(now, HOUR), 'Approve them: `rex approvals list`.');
    }
    if (approval.state !== 'approved') {
      return block(
        `The messages are ${approval.state}${approval.reason ? `: ${approval.reason.replace(/\.$/, '')}` : ''}.`,
        unblock,
      );
    }
    if (approval.policyVersion !== POLICY_VERSION)
      return block('The approval was given under an older policy.', unblock);
    if (!draftsBound) return block('The drafts are not those that were approved.', unblock);
    if ('blocked' in content)
      return block(`The message can no longer be built: ${content.blocked}.`, unblock);
    if ('hash' in draft && content.hash !== draft.hash) {
      return block(
        'The message differs from the approved one: a name, a template or the sender changed.',
        unblock,
      );
    }
    return pass(
      `${approval.decidedBy ?? 'Somebody'} approved this exact content at ${approval.decidedAt ?? '?'}.`,
    );
  },
};
