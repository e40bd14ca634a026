import { Link } from '@tanstack/react-router';
import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { plural } from '../../../format/numbers.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import type { Mission } from './view.ts';

/** What this mission needs from a person now. */
export function Waits({ mission }: { readonly mission: Mission }) {
  const unknown = mission.messages?.unknown ?? 0;
  const stopped = mission.release?.stopped;
  return (
    <>
      {mission.approvalId === null ? null : <PendingApproval id={mission.approvalId} />}
      {stopped ? (
        <Notice tone="bad">
          <div>
            <p>
              <strong>
                Sending stopped <Time at={stopped.at} />.
              </strong>{' '}
              <Prose of={stopped.explanation} />
            </p>
            <p>Nothing more goes out until a person resumes the mission or cancels it.</p>
          </div>
        </Notice>
      ) : null}
      {unknown === 0 ? null : (
        <Notice tone="warn">
          <p>
            It is unknown whether {plural(unknown, 'message')} went out. Rex does not send them again by
            itself.{' '}
            <Link to="." search={{ tab: 'messages', state: 'unknown' } as never}>
              Say what happened
            </Link>
          </p>
        </Notice>
      )}
      {mission.repliesWaiting === 0 ? null : (
        <Notice tone="warn">
          <p>
            {plural(mission.repliesWaiting, 'reply waits', 'replies wait')} for a decision; nothing goes to
            their authors until then. <Link to="/inbox">Read them</Link>
          </p>
        </Notice>
      )}
    </>
  );
}

function PendingApproval({ id }: { readonly id: string }) {
  const { data } = useApi(approvalRoutes.getApproval, { params: { id }, query: { sample: 0 } });
  if (data?.state !== 'pending') return null;
  return (
    <Notice tone="warn">
      <p>
        <strong>{plural(data.messages, 'message')}</strong> to {plural(data.recipients, 'person', 'people')}{' '}
        wait for your approval, which expires <Time at={data.expiresAt} />.{' '}
        <Link to="/approvals/$id" params={{ id } as never}>
          Read them and decide
        </Link>
      </p>
    </Notice>
  );
}
