import { Check, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Textarea } from '../../../ui/field.tsx';
import { costText, titleOf } from '../words.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import type { Approval } from './view.ts';

const CHANGES = ['missions', 'recommendations', 'inbox', 'tasks', 'settings', 'simulations'];

interface DecisionButtonsProps {
  /** `undefined`: it cannot be done, so there is no button. */
  readonly approve: (() => void) | undefined;
  readonly reject: (() => void) | undefined;
}

export function DecisionButtons({ approve, reject }: DecisionButtonsProps) {
  return (
    <>
      {reject === undefined ? null : (
        <Button icon={<X aria-hidden />} onClick={reject} aria-keyshortcuts="r">
          Reject
        </Button>
      )}
      {approve === undefined ? null : (
        <Button kind="primary" icon={<Check aria-hidden />} onClick={approve} aria-keyshortcuts="a">
          Approve
        </Button>
      )}
    </>
  );
}

interface DialogProps {
  readonly approval: Approval;
  readonly open: boolean;
  readonly close: () => void;
}

/** Approves exactly what was looked at: `digest` is of the content that the person has read. */
export function ApproveDialog({ approval, digest, open, close }: DialogProps & { readonly digest: string }) {
  const approve = useCommand(approvalRoutes.approve, CHANGES);
  const yes = useRef<HTMLButtonElement>(null);
  return (
    <DecisionDialog
      open={open}
      close={close}
      deciding={approve}
      decide={() => approve.mutateAsync({ params: { id: approval.id }, body: { digest } })}
      label="Approve"
      done="Approved."
      kind="primary"
      button={yes}
      focus={yes}
      disabled={digest !== approval.digest}
      title="Approve exactly this?"
      about={ABOUT[approval.subject]}
    >
      <p>
        <strong>{titleOf(approval)}</strong>, costs {costText(approval.estimatedCostUsd)}.
      </p>
    </DecisionDialog>
  );
}

const ABOUT = {
  messages:
    'They go out within your caps and hours, to the first leads first. Cancelling the mission later stops what has not gone out.',
  settings: 'The setting changes at once.',
  answer: 'The answer goes out at once and cannot be called back.',
  task: 'It is done at once, exactly as it is shown.',
} as const;

/** Rejects with a reason, which whoever asked will read. */
export function RejectDialog({ approval, open, close }: DialogProps) {
  const reject = useCommand(approvalRoutes.reject, CHANGES);
  const [reason, setReason] = useState('');
  const place = useRef<HTMLTextAreaElement>(null);
  return (
    <DecisionDialog
      open={open}
      close={close}
      deciding={reject}
      decide={() => reject.mutateAsync({ params: { id: approval.id }, body: { reason } })}
      label="Reject"
      done="Rejected."
      kind="danger"
      focus={place}
      disabled={reason.trim() === ''}
      title="Reject this?"
      about={
        approval.subject === 'messages'
          ? 'Nothing is sent, and the mission ends. This cannot be taken back.'
          : 'Nothing of it is done. This cannot be taken back.'
      }
    >
      <Field label="Reason" hint="Whoever asked reads it">
        {(control) => (
          <Textarea
            {...control}
            ref={place}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </DecisionDialog>
  );
}
