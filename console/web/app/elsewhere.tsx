import { useEffect } from 'react';
import type { Me } from '../api/me.ts';
import { JOIN_PATH } from '../sign-in/invitation.ts';
import type { Person } from '../sign-in/session.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './elsewhere.module.css';
import { othersOf } from './use-me.ts';
import { browserHistory, inWorkspace } from './workspace.ts';

interface ElsewhereProps {
  readonly person: Person;
  readonly me: Me;
  /** The one that they asked for and do not belong to. */
  readonly workspace: string | undefined;
}

/** Where somebody may go who is not a member of the workspace that they asked for. */
export function Elsewhere({ person, me, workspace }: ElsewhereProps) {
  const others = othersOf(person, me, workspace);
  const [first] = others;
  const next = workspace === undefined ? first?.workspace : undefined;
  useEffect(() => {
    if (next !== undefined) browserHistory.replace(inWorkspace(next));
  }, [next]);
  return (
    <main className={styles.page}>
      <h1>{workspace === undefined ? 'You belong to no workspace yet' : 'Not your workspace'}</h1>
      <Card>
        <div className="stack">
          <p>
            {workspace === undefined
              ? `You are signed in as ${person.email}. Somebody who belongs to a workspace can invite this address.`
              : `${person.email} is no member of the workspace ${workspace}, or not any more.`}
          </p>
          {others.length === 0 ? null : (
            <ul className={styles.choices} aria-label="Your workspaces">
              {others.map(({ workspace: id, role, organisation }) => (
                <li key={id}>
                  <Button onClick={() => browserHistory.push(inWorkspace(id))}>Go to {id}</Button>
                  <span className="quiet small">
                    {role}
                    {organisation === null ? '' : `, ${organisation}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <div className="row">
            <Button onClick={() => browserHistory.push(JOIN_PATH)}>Accept an invitation</Button>
            <Button kind="quiet" onClick={() => void person.signOut()}>
              Sign in as somebody else
            </Button>
          </div>
        </div>
      </Card>
    </main>
  );
}
