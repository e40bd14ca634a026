import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { automationRoutes } from '../../../../shared/automations/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';
import { automationColumns } from './automation-columns.tsx';
import { type AutomationSecrets, secretRows } from './automation-secrets.ts';
import { Secrets } from './secrets.tsx';

/** Workflows of n8n and crews of CrewAI that can be a step of a mission. */
export function Automations() {
  const session = useSession();
  const [given, setGiven] = useState<AutomationSecrets>();
  const automations = useApi(automationRoutes.listAutomations, {});
  return (
    <Card
      title="Automations"
      flush
      actions={
        <>
          <CopyAs route={automationRoutes.listAutomations} request={{}} command="rex automations list" />
          {session.may(automationRoutes.addAutomation) ? (
            <Link to="/agents/automations/new" className={buttonClass('primary')}>
              Add automation
            </Link>
          ) : null}
        </>
      }
    >
      <Loaded query={automations}>
        {({ automations: rows }) =>
          rows.length === 0 ? (
            <Empty title="No automation">
              A workflow of n8n or a crew of CrewAI can be a step of a mission: the workflow “Automated
              outreach” asks it before messages are drafted.
            </Empty>
          ) : (
            <Table
              label="Automations"
              columns={automationColumns(setGiven)}
              rows={rows}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      <Secrets title="New secrets" of={given && secretRows(given)} onClose={() => setGiven(undefined)} />
    </Card>
  );
}
