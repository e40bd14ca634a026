import { type FormEvent, useState } from 'react';
import { settingsRoutes } from '../../../../shared/operations/contract/settings-routes.ts';
import type { Settings } from '../../../../shared/workspaces/contract/settings.ts';
import { useCommand } from '../../api/hooks.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { SETTING_NAMES } from './names.ts';
import { SETTINGS, SETTINGS_ROOT } from './schema.ts';

/** What a workspace cannot do without, and the time zone, for which the browser has a good guess. */
const FIRST = [...(SETTINGS.required ?? []), 'timeZone'];

/** The first form of an empty workspace. Everything else has a value that is good to begin with. */
export function FirstRun() {
  const session = useSession();
  const tell = useTell();
  const put = useCommand(settingsRoutes.putSettings, ['settings', 'status']);
  const [value, setValue] = useState<Readonly<Record<string, unknown>>>({
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  if (!session.may(settingsRoutes.putSettings)) {
    return (
      <Empty title="This workspace is not set up yet">
        An owner or an admin has to say who it writes for. Ask one of them to open this page.
      </Empty>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The form goes with the first settings, and what `mutate` is given with it.
    put.mutateAsync({ body: value as unknown as Settings }).then(
      () => tell('The workspace is set up.'),
      () => undefined,
    );
  };
  return (
    <Card title="Set up this workspace">
      <form onSubmit={onSubmit} className="stack">
        <p>
          Rex writes to people in your name. Say who you are; it takes a minute, and you can change all of it
          later. Nothing is sent before you have added a domain, imported leads, and approved the messages.
        </p>
        {put.error ? <Problem error={put.error} /> : null}
        <SchemaForm
          schema={SETTINGS}
          root={SETTINGS_ROOT}
          only={FIRST}
          value={value}
          onChange={setValue}
          problems={put.error?.fields ?? []}
          names={SETTING_NAMES}
        />
        <div>
          <Button type="submit" kind="primary" busy={put.isPending}>
            Set up the workspace
          </Button>
        </div>
      </form>
    </Card>
  );
}
