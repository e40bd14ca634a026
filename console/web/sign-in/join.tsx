import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { acceptBodySchema } from '../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { type ApiError, call } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import styles from '../app/elsewhere.module.css';
import { browserHistory, inWorkspace } from '../app/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Problem } from '../ui/notice.tsx';
import { forgetInvitation, keepInvitation, keptInvitation } from './invitation.ts';
import type { Person } from './session.ts';

/** The token alone, of whatever was pasted: itself, or the link that has it. */
const tokenIn = (text: string): string => /rxi_[\w-]+/.exec(text)?.[0] ?? text.trim();

/** Accepts an invitation to a workspace, when the person says so: a link alone makes nobody a member. */
export function Join({ person }: { readonly person: Person }) {
  const [typed, setTyped] = useState(keptInvitation);
  const token = tokenIn(typed);
  const isToken = acceptBodySchema.shape.token.safeParse(token).success;
  const accept = useMutation<Me, ApiError>({
    mutationFn: async () => (await call(memberRoutes.acceptInvitation, { body: { token } }, person)).data,
    onSuccess: ({ workspace }) => {
      forgetInvitation();
      browserHistory.push(workspace === null ? '/' : inWorkspace(workspace));
    },
  });
  useEffect(() => {
    document.title = 'Join · Rex';
    // Another link that is opened while this page is open.
    const opened = () => {
      keepInvitation();
      setTyped(keptInvitation());
    };
    addEventListener('hashchange', opened);
    return () => removeEventListener('hashchange', opened);
  }, []);
  const leave = () => {
    forgetInvitation();
    browserHistory.push('/');
  };
  const workspace = isToken ? token.split('_')[1] : undefined;
  return (
    <main className={styles.page}>
      <h1>{workspace === undefined ? 'Accept an invitation' : `Join ${workspace}`}</h1>
      <Card>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            accept.mutate();
          }}
        >
          <p>
            You are signed in as <strong>{person.email}</strong>. An invitation is good once, for the address
            that it was made for.
          </p>
          {workspace === undefined ? (
            <Field
              label="Invitation"
              hint="The link that you were given, or its token."
              problem={typed === '' ? undefined : 'This is no invitation.'}
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={typed}
                  onChange={({ target }) => setTyped(target.value)}
                />
              )}
            </Field>
          ) : null}
          {accept.error ? <Problem error={accept.error} /> : null}
          <div className="row">
            <Button type="submit" kind="primary" busy={accept.isPending} disabled={!isToken}>
              {workspace === undefined ? 'Join' : `Join ${workspace}`}
            </Button>
            <Button onClick={leave}>Not now</Button>
            <Button kind="quiet" onClick={() => void person.signOut()}>
              Sign in as somebody else
            </Button>
          </div>
        </form>
      </Card>
    </main>
  );
}
