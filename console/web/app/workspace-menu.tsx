import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { JOIN_PATH } from '../sign-in/invitation.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Menu } from '../ui/menu.tsx';
import styles from './shell.module.css';
import { othersOf, useMe } from './use-me.ts';
import { browserHistory, inWorkspace, useNamedWorkspace } from './workspace.ts';

/** The workspace of this page, and the way to the others of the same person. */
export function WorkspaceMenu() {
  const session = useSession();
  const navigate = useNavigate();
  const named = useNamedWorkspace();
  const { workspace, role } = session;
  const others = othersOf(session, useMe(session).data, workspace);
  const isUnsaid = others.length > 0 && named === undefined;
  useEffect(() => {
    // A link that is copied from the address opens in the same workspace for everybody.
    if (isUnsaid) {
      const search = (old: object) => ({ ...old, workspace });
      void navigate({ to: '.', search, replace: true } as never);
    }
  }, [isUnsaid, navigate, workspace]);
  return (
    <span className={styles.menu}>
      <span className="quiet">{role} of</span>
      <Menu
        kind="quiet"
        small
        label={workspace}
        items={[
          ...others.map((each) => ({
            label: `Go to ${each.workspace} (${[each.role, each.organisation].filter(Boolean).join(', ')})`,
            onChoose: () => browserHistory.push(inWorkspace(each.workspace)),
          })),
          { label: 'Accept an invitation', onChoose: () => browserHistory.push(JOIN_PATH) },
        ]}
      />
    </span>
  );
}
