import { useState } from 'react';
import { settingsRoutes } from '../../../../shared/operations/contract/settings-routes.ts';
import type { Settings } from '../../../../shared/workspaces/contract/settings.ts';
import type { ApiError } from '../../api/client.ts';
import { useCommand } from '../../api/hooks.ts';
import { plural } from '../../format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { ChangeList } from './change-list.tsx';
import styles from './settings.module.css';
import type { Draft } from './use-draft.ts';

interface SaveBarProps {
  readonly draft: Draft;
  readonly onProblem: (error: ApiError | undefined) => void;
}

/** What has been changed and not saved: it is shown as before and after, and then saved under the version that was read. */
export function SaveBar({ draft, onProblem }: SaveBarProps) {
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const put = useCommand(settingsRoutes.putSettings, ['settings', 'status']);
  const { changes, theirs, etag, value } = draft;
  const save = () =>
    put.mutate(
      { body: value as Settings, ...(etag === null ? {} : { headers: { 'if-match': etag } }) },
      {
        onSuccess: (settings) => {
          draft.saved(settings);
          onProblem(undefined);
          tell('The settings are saved.');
        },
        onError: onProblem,
        onSettled: () => setOpen(false),
      },
    );
  if (changes.length === 0) return null;
  return (
    <section className={`${styles.save} stack-tight`} aria-label="Changes that are not saved">
      {put.error ? <Problem error={put.error} /> : null}
      {theirs.length === 0 ? null : (
        <Notice tone="warn">
          <div className="stack-tight">
            <p>
              Somebody has saved other settings since you began. What you typed is still here; it is put on
              top of these:
            </p>
            <ChangeList changes={theirs} />
            <div>
              <Button
                small
                onClick={() => {
                  draft.rebase();
                  put.reset();
                }}
              >
                Keep my changes on top of these
              </Button>
            </div>
          </div>
        </Notice>
      )}
      <div className="spread">
        <span role="status">{plural(changes.length, 'change')} not saved</span>
        <span className="row">
          <Button
            onClick={() => {
              draft.discard();
              put.reset();
              onProblem(undefined);
            }}
          >
            Discard
          </Button>
          <Button kind="primary" disabled={theirs.length > 0} onClick={() => setOpen(true)}>
            Review and save
          </Button>
        </span>
      </div>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Save these changes?"
        about="They hold from now on, for missions that run as well."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" busy={put.isPending} onClick={save}>
              Save
            </Button>
          </>
        }
      >
        <ChangeList changes={changes} />
      </Dialog>
    </section>
  );
}
