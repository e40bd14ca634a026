import { useNavigate } from '@tanstack/react-router';
import { Ban, Download, MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { gdprRoutes } from '../../../../../shared/gdpr/contract/routes.ts';
import { inboxRoutes } from '../../../../../shared/inbox/contract/routes.ts';
import { leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { type ApiError, call } from '../../../api/client.ts';
import { useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useTell } from '../../../ui/toast.tsx';
import type { LeadRow } from '../standing.tsx';
import { Erase } from './erase.tsx';
import { Invite } from './invite.tsx';

/** What a member may do about a person. */
export function LeadActions({ lead }: { readonly lead: LeadRow }) {
  const session = useSession();
  return (
    <div className="row">
      {session.may(inboxRoutes.openConversation) ? <Converse leadId={lead.id} /> : null}
      {lead.suppressed === null ? <Invite leadId={lead.id} /> : null}
      {session.may(leadRoutes.suppressLead) && lead.suppressed === null ? <Suppress lead={lead} /> : null}
      {session.may(gdprRoutes.exportLead) ? <Export lead={lead} /> : null}
      {session.may(gdprRoutes.eraseLead) ? <Erase lead={lead} /> : null}
    </div>
  );
}

function Converse({ leadId }: { readonly leadId: string }) {
  const navigate = useNavigate();
  const open = useCommand(inboxRoutes.openConversation);
  return (
    <>
      <Button
        icon={<MessagesSquare aria-hidden />}
        busy={open.isPending}
        onClick={() =>
          open.mutate(
            { body: { leadId } },
            { onSuccess: ({ id }) => void navigate({ to: '/inbox/$id', params: { id } as never }) },
          )
        }
      >
        Conversation
      </Button>
      {open.error ? <Problem error={open.error} /> : null}
    </>
  );
}

function Suppress({ lead }: { readonly lead: LeadRow }) {
  const tell = useTell();
  const suppress = useCommand(leadRoutes.suppressLead, ['inbox', 'missions', 'suppressions']);
  return (
    <Confirm
      label="Suppress"
      kind="danger"
      trigger="secondary"
      icon={<Ban aria-hidden />}
      title={`Never contact ${lead.email} again?`}
      about="No mission and no channel reaches this person any more. It cannot be undone: suppression only grows."
      run={async () => {
        await suppress.mutateAsync({ params: { id: lead.id }, body: { reason: 'manual' } });
        tell(`${lead.email} is suppressed.`);
      }}
    />
  );
}

function Export({ lead }: { readonly lead: LeadRow }) {
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { data } = await call(gdprRoutes.exportLead, { params: { id: lead.id } }, session);
      saveFile(`${lead.id}.json`, 'application/json', JSON.stringify(data, null, 2));
    } catch (failure) {
      setError(failure as ApiError);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon={<Download aria-hidden />} busy={busy} onClick={() => void save()}>
        Export
      </Button>
      {error === undefined ? null : <Problem error={error} />}
    </>
  );
}
