import { Check, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Textarea } from '../../../ui/field.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { costText, titleOf } from '../words.ts';
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
  const tell = useTell();
  const yes = useRef<HTMLButtonElement>(null);
  const run = () =>
    approve.mutate(
      { params: { id: approval.id }, body: { digest } },
      {
        onSuccess: () => {
          tell('Approved.');
          close();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
        approve.reset();
      }}
      focus={yes}
      title="Approve exactly this?"
      about={ABOUT[approval.subject]}
      actions={
        <>
          <Button onClick={close}>Not now</Button>
          <Button
            ref={yes}
            kind="primary"
            busy={approve.isPending}
            disabled={digest !== approval.digest}
            onClick={run}
          >
            Approve
          </Button>
        </>
      }
    >
      <p>
        <strong>{titleOf(approval)}</strong>, costs {costText(approval.estimatedCostUsd)}.
      </p>
      {approve.error === null ? null : <Problem error={approve.error} />}
    </Dialog>
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
  const tell = useTell();
  const [reason, setReason] = useState('');
  const place = useRef<HTMLTextAreaElement>(null);
  const run = () =>
    reject.mutate(
      { params: { id: approval.id }, body: { reason } },
      {
        onSuccess: () => {
          tell('Rejected.');
          close();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
        reject.reset();
      }}
      focus={place}
      title="Reject this?"
      about={
        approval.subject === 'messages'
          ? 'Nothing is sent, and the mission ends. This cannot be taken back.'
          : 'Nothing of it is done. This cannot be taken back.'
      }
      actions={
        <>
          <Button onClick={close}>Not now</Button>
          <Button kind="danger" busy={reject.isPending} disabled={reason.trim() === ''} onClick={run}>
            Reject
          </Button>
        </>
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
      {reject.error === null ? null : <Problem error={reject.error} />}
    </Dialog>
  );
}
