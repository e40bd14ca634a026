import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { automationRoutes } from '../../../../shared/automations/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Problem } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { bodyOf, EMPTY_DRAFT } from './automation-draft.ts';
import { AutomationFields } from './automation-fields.tsx';
import { type AutomationSecrets, secretRows } from './automation-secrets.ts';
import { Secrets } from './secrets.tsx';

/** Adds an automation. Its secrets are shown once. */
export function Page() {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [given, setGiven] = useState<AutomationSecrets>();
  const add = useCommand(automationRoutes.addAutomation);
  const leave = () => void navigate({ to: '/agents', search: { tab: 'automations' } as never });
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const added = await add.mutateAsync({ body: bodyOf(draft) }).catch(() => undefined);
    if (added !== undefined) setGiven(added);
  };
  return (
    <PageFrame
      title="Add an automation"
      about="A workflow of n8n or a crew of CrewAI that a mission asks before it drafts messages."
    >
      <form className="stack" onSubmit={(event) => void onSubmit(event)}>
        <Card>
          <AutomationFields
            draft={draft}
            onChange={(values) => setDraft((old) => ({ ...old, ...values }))}
            error={add.error}
          />
        </Card>
        {add.error ? <Problem error={add.error} /> : null}
        <div className="row">
          <Button kind="primary" type="submit" busy={add.isPending}>
            Add automation
          </Button>
          <Button onClick={leave}>Not now</Button>
        </div>
      </form>
      <Secrets title="Set it up with these" of={given && secretRows(given)} onClose={leave} />
    </PageFrame>
  );
}
