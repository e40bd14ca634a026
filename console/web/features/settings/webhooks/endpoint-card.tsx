import { useState } from 'react';
import { webhookRoutes } from '../../../../../shared/webhooks/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { State, wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { Time } from '../../../ui/time.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import type { Endpoint } from './section.tsx';

interface EndpointCardProps {
  readonly endpoint: Endpoint;
  readonly onSecret: (secret: string) => void;
  readonly onDeleted: () => void;
}

/** One endpoint: how it does, and what can be done with it. */
export function EndpointCard({ endpoint, onSecret, onDeleted }: EndpointCardProps) {
  const { id, url, events, state, disabledBecause, failingSince, slowUntil, oldSecretUntil } = endpoint;
  return (
    <Card
      title={url}
      actions={
        <CopyAs
          route={webhookRoutes.getWebhook}
          request={{ params: { id } }}
          command={`rex webhooks show ${id}`}
        />
      }
    >
      <div className="stack">
        <Facts
          of={[
            ['State', <State key="state" of={state} />],
            ['Disabled because of', disabledBecause === null ? null : wordsOf(disabledBecause)],
            ['Events', events.join(', ')],
            ['Description', endpoint.description],
            [
              'Nothing arrives since',
              failingSince === null ? null : <Time key="failing" at={failingSince} />,
            ],
            ['Not tried until', slowUntil === null ? null : <Time key="slow" at={slowUntil} />],
            [
              'Old secret signs until',
              oldSecretUntil === null ? null : <Time key="old" at={oldSecretUntil} />,
            ],
            ['Added', <Time key="added" at={endpoint.createdAt} />],
            ['Id', <code key="id">{id}</code>],
          ]}
        />
        <EndpointActions endpoint={endpoint} onSecret={onSecret} onDeleted={onDeleted} />
      </div>
    </Card>
  );
}

function EndpointActions({ endpoint: { id, state, url, ...rest }, onSecret, onDeleted }: EndpointCardProps) {
  const session = useSession();
  const tell = useTell();
  const [isEditing, setEditing] = useState(false);
  const test = useCommand(webhookRoutes.testWebhook);
  const update = useCommand(webhookRoutes.updateWebhook);
  const rotate = useCommand(webhookRoutes.rotateWebhookSecret);
  const remove = useCommand(webhookRoutes.deleteWebhook);
  if (!session.may(webhookRoutes.updateWebhook)) return null;
  const params = { id };
  const next = state === 'enabled' ? 'disabled' : 'enabled';
  const error = test.error ?? update.error;
  return (
    <>
      {error ? <Problem error={error} /> : null}
      <div className="row">
        <Button
          busy={test.isPending}
          onClick={() =>
            test.mutate(
              { params },
              { onSuccess: () => tell('A test is on its way; see the deliveries below.') },
            )
          }
        >
          Send a test
        </Button>
        <Button onClick={() => setEditing(true)}>Change</Button>
        <Button busy={update.isPending} onClick={() => update.mutate({ params, body: { state: next } })}>
          {next === 'enabled' ? 'Enable' : 'Disable'}
        </Button>
        <Confirm
          label="New secret"
          title="Give this endpoint a new secret?"
          about="The new one is shown once. For 24 hours deliveries are signed with the old one as well, so that your program can change over."
          run={async () => onSecret((await rotate.mutateAsync({ params })).secret)}
        />
        <Confirm
          label="Delete"
          kind="danger"
          title="Delete this endpoint?"
          about={`What was not delivered to ${url} will not be, and its log is gone.`}
          run={async () => {
            await remove.mutateAsync({ params });
            tell('The endpoint is deleted.');
            onDeleted();
          }}
        />
      </div>
      {isEditing ? (
        <EndpointForm endpoint={{ id, state, url, ...rest }} close={() => setEditing(false)} />
      ) : null}
    </>
  );
}
