import { Link } from '@tanstack/react-router';
import { Keyboard } from 'lucide-react';
import { useMemo, useState } from 'react';
import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { usePathPart } from '../../../app/address.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { useKeys, useKeysSwitch } from '../../../ui/keys.ts';
import { Loaded } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { SUBJECT_NAMES, titleOf } from '../words.ts';
import { Content } from './content.tsx';
import { ApproveDialog, DecisionButtons, RejectDialog } from './decide.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useMessages } from './messages.ts';
import { Standing } from './standing.tsx';
import type { Approval } from './view.ts';

const SAMPLE = 50;
type Open = 'approve' | 'reject' | 'keys' | undefined;

/** One question, with all that is needed to answer it. */
export function Page() {
  const id = usePathPart('id');
  const approval = useApi(approvalRoutes.getApproval, { params: { id }, query: { sample: SAMPLE } });
  if (approval.data === undefined) {
    return (
      <PageFrame title="Approval" about={<Link to="/approvals">All approvals</Link>}>
        <Loaded query={approval} lines={8}>
          {() => null}
        </Loaded>
      </PageFrame>
    );
  }
  return <Question key={id} approval={approval.data} />;
}

function Question({ approval }: { readonly approval: Approval }) {
  const { id, state, digest, subject } = approval;
  const session = useSession();
  const [open, setOpen] = useState<Open>();
  // The decision binds what was looked at: when the content changes, a person has to look again.
  const [seen, setSeen] = useState(digest);
  const [keysOn, switchKeys] = useKeysSwitch();
  const messages = useMessages(approval.sample);
  const mission = useApi(
    missionRoutes.getMission,
    { params: { id: approval.missionId ?? '' } },
    { enabled: approval.missionId !== null },
  ).data?.name;
  const { step } = messages;
  const isPending = state === 'pending';
  const mayApprove = isPending && session.may(approvalRoutes.approve) && seen === digest;
  const mayReject = isPending && session.may(approvalRoutes.reject);
  const keys = useMemo(
    () => ({
      '?': () => setOpen('keys'),
      j: () => step(1),
      k: () => step(-1),
      ...(mayApprove && { a: () => setOpen('approve') }),
      ...(mayReject && { r: () => setOpen('reject') }),
    }),
    [mayApprove, mayReject, step],
  );
  useKeys(keys, keysOn);
  const close = () => setOpen(undefined);
  return (
    <PageFrame
      title={mission === undefined ? titleOf(approval) : `${mission}: ${titleOf(approval)}`}
      about={
        <>
          <Link to="/approvals">All approvals</Link> · {SUBJECT_NAMES[subject]}
        </>
      }
      actions={
        <>
          <CopyAs
            route={approvalRoutes.getApproval}
            request={{ params: { id } }}
            command={`rex approvals show ${id}`}
          />
          <Button kind="quiet" icon={<Keyboard aria-hidden />} onClick={() => setOpen('keys')}>
            Keys
          </Button>
          <DecisionButtons
            approve={mayApprove ? () => setOpen('approve') : undefined}
            reject={mayReject ? () => setOpen('reject') : undefined}
          />
        </>
      }
    >
      <Standing approval={approval} isSeen={seen === digest} see={() => setSeen(digest)} />
      <Content approval={approval} messages={messages} mission={mission} />
      <ApproveDialog approval={approval} digest={seen} open={open === 'approve'} close={close} />
      <RejectDialog approval={approval} open={open === 'reject'} close={close} />
      <KeysDialog open={open === 'keys'} close={close} on={keysOn} change={switchKeys} />
    </PageFrame>
  );
}
