import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { approvalRoutes } from '../../../../shared/approvals/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { plural } from '../../format/numbers.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import styles from './approvals.module.css';
import { MOST_AT_ONCE, type useSelection } from './selection.ts';

const CHANGES = ['missions', 'recommendations', 'inbox', 'tasks', 'settings'];
type Result = z.output<typeof approvalRoutes.decideTogether.success.schema>['results'][number];

interface BatchBarProps {
  readonly selection: ReturnType<typeof useSelection>;
  readonly shown: number;
}

/** Decides all that are chosen alike. Each is decided or refused by itself, and what was refused says why. */
export function BatchBar({ selection, shown }: BatchBarProps) {
  const { chosen, changed, all } = selection;
  const [refused, setRefused] = useState<readonly Result[]>([]);
  const decide = useCommand(approvalRoutes.decideTogether, CHANGES);
  const tell = useTell();
  const several = chosen.length;
  const tooMany = several > MOST_AT_ONCE;
  const run = (decision: 'approved' | 'rejected') => async (reason: string) => {
    const { results } = await decide.mutateAsync({
      body: { decision, approvals: chosen, ...(reason === '' ? {} : { reason }) },
    });
    const no = results.filter(({ outcome }) => outcome === 'refused');
    setRefused(no);
    all(false);
    tell(
      `${plural(results.length - no.length, 'approval')} ${decision}${no.length > 0 ? `, ${no.length} refused` : ''}.`,
    );
  };
  return (
    <div className="stack-tight">
      <div className={styles.batch}>
        <Checkbox
          label={several === 0 ? 'Choose all' : `${plural(several, 'approval')} chosen`}
          checked={several > 0 && several >= Math.min(shown, MOST_AT_ONCE)}
          ref={(box) => {
            if (box) box.indeterminate = several > 0 && several < Math.min(shown, MOST_AT_ONCE);
          }}
          onChange={({ target }) => all(target.checked)}
        />
        {several === 0 || tooMany ? null : (
          <div className="row">
            <Confirm
              label={`Approve ${several}`}
              kind="primary"
              small
              icon={<Check aria-hidden />}
              title={`Approve ${plural(several, 'approval')}?`}
              about="Each is approved exactly as it is on this page now. What goes out because of it cannot be called back."
              run={run('approved')}
            />
            <Confirm
              label={`Reject ${several}`}
              small
              icon={<X aria-hidden />}
              title={`Reject ${plural(several, 'approval')}?`}
              about="Nothing of them is done, and missions whose messages are rejected end. The same reason is kept with each."
              reason="required"
              run={run('rejected')}
            />
          </div>
        )}
        {tooMany ? (
          <span className="quiet small">At most {MOST_AT_ONCE} can be decided together.</span>
        ) : null}
      </div>
      {changed === 0 ? null : (
        <Notice tone="warn">
          {plural(changed, 'approval that you had chosen has', 'approvals that you had chosen have')} changed
          since. Look again before you choose it.
        </Notice>
      )}
      {refused.length === 0 ? null : (
        <div role="alert">
          <Notice tone="bad">
            <ul>
              {refused.map(({ id, message }) => (
                <li key={id}>
                  <code>{id}</code> {message}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </div>
  );
}
