import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { type ConversationView, inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/notice.tsx';
import styles from './labels.module.css';

/** The labels of a conversation, and adding and removing them. */
export function Labels({ conversation: { id, labels } }: { readonly conversation: ConversationView }) {
  const session = useSession();
  const known = useApi(inboxRoutes.listConversationLabels, {});
  const change = useCommand(inboxRoutes.labelConversation);
  const [typed, setTyped] = useState('');
  const may = session.may(inboxRoutes.labelConversation);
  return (
    <>
      {labels.map((label) => (
        <span key={label} className={styles.label}>
          <Badge>{label}</Badge>
          {may ? (
            <Button
              kind="quiet"
              small
              icon={<X aria-hidden />}
              aria-label={`Remove the label ${label}`}
              disabled={change.isPending}
              onClick={() => change.mutate({ params: { id }, body: { remove: [label] } })}
            />
          ) : null}
        </span>
      ))}
      {may ? (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            const label = typed.trim();
            if (label !== '') {
              change.mutate({ params: { id }, body: { add: [label] } }, { onSuccess: () => setTyped('') });
            }
          }}
        >
          <input
            aria-label="Add a label"
            placeholder="Label"
            list={`labels-${id}`}
            maxLength={40}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <datalist id={`labels-${id}`}>
            {known.data?.labels
              .filter(({ label }) => !labels.includes(label))
              .map(({ label }) => (
                <option key={label} value={label} />
              ))}
          </datalist>
          <Button
            type="submit"
            kind="quiet"
            small
            icon={<Plus aria-hidden />}
            aria-label="Add the label"
            busy={change.isPending}
          />
        </form>
      ) : null}
      {change.error ? <Problem error={change.error} /> : null}
    </>
  );
}
