import { Play, RotateCcw, X } from 'lucide-react';
import type { MissionState } from '../../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { stopText } from '../../../../../shared/missions/contract/still-sending.ts';
import { useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { CopyTab } from './copy-tab.tsx';
import type { Mission } from './view.ts';

const CHANGES = ['status', 'messages', 'approvals', 'resources'];
const ENDED: readonly MissionState[] = ['COMPLETED', 'FAILED', 'CANCELLED'];
const TO_RETRY: readonly MissionState[] = ['FAILED', 'ESCALATED'];

/** What can be done with a mission in its state, by who looks at it. */
export function Actions({ mission, tab }: { readonly mission: Mission; readonly tab: string }) {
  const session = useSession();
  const tell = useTell();
  const cancel = useCommand(missionRoutes.cancelMission, CHANGES);
  const retry = useCommand(missionRoutes.retryMission, CHANGES);
  const resume = useCommand(missionRoutes.resumeMission, CHANGES);
  const { id, state, name, release } = mission;
  const params = { id };
  return (
    <>
      <CopyTab id={id} tab={tab} />
      {release?.stopped && !ENDED.includes(state) && session.may(missionRoutes.resumeMission) ? (
        <Confirm
          label="Resume"
          kind="primary"
          icon={<Play aria-hidden />}
          title={`Let “${name}” go on?`}
          about="Its first e-mails bounced too often, so Rex stopped it. The test begins anew, with canaries again. Say why it may go on: the log keeps it."
          reason="required"
          run={async (reason) => {
            await resume.mutateAsync({ params, body: { reason } });
            tell('The mission goes on.');
          }}
        />
      ) : null}
      {TO_RETRY.includes(state) && session.may(missionRoutes.retryMission) ? (
        <Confirm
          label="Retry"
          kind="primary"
          icon={<RotateCcw aria-hidden />}
          title={`Try “${name}” again?`}
          about="It goes on from where it stopped. What was sent is not sent again."
          run={async () => {
            await retry.mutateAsync({ params });
            tell('The mission is queued again.');
          }}
        />
      ) : null}
      {ENDED.includes(state) || !session.may(missionRoutes.cancelMission) ? null : (
        <Confirm
          label="Cancel mission"
          kind="danger"
          icon={<X aria-hidden />}
          title={`Cancel “${name}”?`}
          about="Nothing more is sent, and its domain and crew are free for others. This cannot be taken back; what was sent stays sent."
          reason="optional"
          run={async (reason) => {
            const answer = await cancel.mutateAsync({ params, body: reason === '' ? {} : { reason } });
            tell(stopText('The mission is cancelled.', answer));
          }}
        />
      )}
    </>
  );
}
