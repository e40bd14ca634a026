import { Link } from '@tanstack/react-router';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useLocalRuntime } from '../../../app/clock.tsx';
import { Who } from '../../../app/who.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from './detail.module.css';
import type { Approval } from './view.ts';

interface StandingProps {
  readonly approval: Approval;
  readonly isSeen: boolean;
  readonly see: () => void;
}

/** Whether it can still be decided: what others decided, and what has changed, is told as it happens. */
export function Standing({ approval, isSeen, see }: StandingProps) {
  return (
    <div role="status" className={styles.standing}>
      {toldOf(approval, isSeen, see)}
    </div>
  );
}

function toldOf(approval: Approval, isSeen: boolean, see: () => void) {
  const { state, decidedBy, decidedAt, reason, missionId } = approval;
  switch (state) {
    case 'pending':
      return isSeen ? null : (
        <Notice tone="warn">
          <div className="stack-tight">
            <p>
              <strong>The content has changed since you opened this page.</strong> Below is the new content.
              Read it again before you decide.
            </p>
            <div>
              <Button small onClick={see}>
                I have read the new content
              </Button>
            </div>
          </div>
        </Notice>
      );
    case 'approved':
    case 'rejected':
      return (
        <Notice tone={state === 'approved' ? 'good' : 'bad'}>
          <p>
            <strong>{state === 'approved' ? 'Approved' : 'Rejected'}</strong> by{' '}
            {decidedBy === null ? 'somebody' : <Who is={decidedBy} />} <Time at={decidedAt} />
            {reason === null ? '.' : `: ${reason}`}{' '}
            {state === 'approved' && missionId !== null ? <WhatFollows missionId={missionId} /> : null}
          </p>
        </Notice>
      );
    case 'expired':
      return (
        <Notice tone="warn">
          <p>
            <strong>Expired</strong> <Time at={decidedAt ?? approval.expiresAt} />: nobody answered in time,
            so nothing was done.
          </p>
        </Notice>
      );
    default:
      return (
        <Notice tone="warn">
          <p>
            <strong>Void.</strong> {reason ?? 'What was asked for has changed or is no longer needed.'}{' '}
            {missionId === null ? null : <Successor id={approval.id} missionId={missionId} />}
          </p>
        </Notice>
      );
  }
}

/** Where the messages can be followed; and how, on one machine, days pass while somebody watches. */
function WhatFollows({ missionId }: { readonly missionId: string }) {
  const { data: local } = useLocalRuntime();
  return (
    <>
      <Link to="/missions/$id" params={{ id: missionId } as never}>
        Follow the mission
      </Link>
      {local ? (
        <>
          {' '}
          and <Link to="/local/machine">let days pass</Link>: on this machine you move the clock
        </>
      ) : null}
      .
    </>
  );
}

/** Where messages were drafted anew, their mission asks again in another approval. */
function Successor({ id, missionId }: { readonly id: string; readonly missionId: string }) {
  const current = useApi(missionRoutes.getMission, { params: { id: missionId } }).data?.approvalId;
  if (current === undefined || current === null || current === id) return null;
  return (
    <Link to="/approvals/$id" params={{ id: current } as never}>
      See what is asked for now
    </Link>
  );
}
