import { type FormEvent, useState } from 'react';
import {
  type MemberView,
  subscriptionBodySchema,
} from '../../../../../shared/notifications/contract/notifications.ts';
import { notificationRoutes } from '../../../../../shared/notifications/contract/routes.ts';
import { systemRoutes } from '../../../../../shared/operations/contract/system-routes.ts';
import { NO_SYSTEM_SENDER } from '../../../../../shared/sending/contract/system-mail.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { schemaOf } from '../../../schema-form/schema.ts';
import { SchemaForm } from '../../../schema-form/schema-form.tsx';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Loaded, Notice, Problem } from '../../../ui/notice.tsx';
import { Time } from '../../../ui/time.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { LatestNotices } from './latest-notices.tsx';

const SCHEMA = schemaOf(subscriptionBodySchema);
const NAMES = {
  fields: {
    channels: 'By which way',
    email: 'E-mail',
    slack: 'Slack',
    sms: 'SMS',
    from: 'At once',
    digestFrom: 'In the daily digest',
    types: 'Only these types of alerts',
    requests: 'Approvals that begin to wait',
    phone: 'Phone number for SMS',
  },
};

const TROUBLES = { bounced: 'it sent a mail back', complained: 'a mail was reported as spam' };

/** What the member who is signed in wants to be told, and what they were told. */
export function Notifications() {
  const subscription = useApi(notificationRoutes.getSubscription, {});
  const isNew = subscription.data === undefined && subscription.error?.status === 404;
  return (
    <>
      <Card
        title="What you are told"
        actions={
          <CopyAs route={notificationRoutes.getSubscription} request={{}} command="rex notifications show" />
        }
      >
        {isNew ? (
          <SubscriptionForm />
        ) : (
          <Loaded query={subscription}>{(member) => <SubscriptionForm member={member} />}</Loaded>
        )}
      </Card>
      <LatestNotices />
    </>
  );
}

function SubscriptionForm({ member }: { readonly member?: MemberView }) {
  const session = useSession();
  const tell = useTell();
  const subscribe = useCommand(notificationRoutes.subscribe);
  const { data: status } = useApi(systemRoutes.status, {});
  const [value, setValue] = useState<Readonly<Record<string, unknown>>>(() => {
    if (member === undefined) return { channels: {}, requests: [] };
    const { channels, types, requests, phone } = member;
    return { channels, ...(types ? { types } : {}), requests, ...(phone === null ? {} : { phone }) };
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    subscribe.mutate({ body: value as never }, { onSuccess: () => tell('Your subscription is saved.') });
  };
  return (
    <form onSubmit={onSubmit} className="stack">
      {member === undefined ? (
        <Notice>
          <p>
            You have no subscription yet, so you are told nothing. Choose a way, and from which severity on.
          </p>
        </Notice>
      ) : null}
      {member?.mailTrouble ? (
        <Notice tone="bad">
          Nothing is mailed to {member.email} any more: {TROUBLES[member.mailTrouble.kind]}{' '}
          <Time at={member.mailTrouble.at} />
          {member.mailTrouble.reason === null ? '' : ` (${member.mailTrouble.reason})`}. Save to try again.
        </Notice>
      ) : null}
      {status?.systemMailFrom === null ? <Notice tone="bad">{NO_SYSTEM_SENDER}</Notice> : null}
      <p className="quiet small">
        E-mail goes to {member?.email ?? session.email}, the address of your sign-in.
        {member === undefined
          ? null
          : ` In Slack you are ${member.slackUser ?? 'not known; an admin says who you are'}.`}
      </p>
      {subscribe.error ? <Problem error={subscribe.error} /> : null}
      <SchemaForm
        schema={SCHEMA}
        value={value}
        onChange={setValue}
        problems={subscribe.error?.fields ?? []}
        names={NAMES}
      />
      <div>
        <Button type="submit" kind="primary" busy={subscribe.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
