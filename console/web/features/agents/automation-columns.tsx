import type { z } from 'zod';
import type { automationSchema } from '../../../../shared/automations/contract/automations.ts';
import { automationRoutes } from '../../../../shared/automations/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import styles from './actions.module.css';
import type { AutomationSecrets } from './automation-secrets.ts';

type Automation = z.output<typeof automationSchema>;
type OnSecrets = (given: AutomationSecrets) => void;

const CONNECTORS = { n8n: 'n8n', crewai: 'CrewAI' } as const;
const ON_FAILURE = { skip: 'goes on without it', fail: 'asks a person' } as const;

export const automationColumns = (onSecrets: OnSecrets): readonly Column<Automation>[] => [
  { header: 'Automation', width: '1.4fr', cell: ({ name, id }) => <span title={id}>{name}</span> },
  { header: 'System', width: '5rem', wide: true, cell: ({ connector }) => CONNECTORS[connector] },
  { header: 'Address', width: '2fr', wide: true, cell: ({ url }) => <span title={url}>{url}</span> },
  {
    header: 'When it fails or is late, a mission',
    width: '12rem',
    wide: true,
    cell: ({ onFailure, deadlineMinutes }) => `${ON_FAILURE[onFailure]} (${count(deadlineMinutes)} min)`,
  },
  {
    header: 'Added',
    width: '12rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt, createdBy }) => (
      <>
        <Time at={createdAt} /> by <Who is={createdBy} />
      </>
    ),
  },
  {
    header: 'Actions',
    width: '13rem',
    align: 'end',
    cell: ({ id, name }) => <Actions id={id} name={name} onSecrets={onSecrets} />,
  },
];

interface ActionsProps {
  readonly id: string;
  readonly name: string;
  readonly onSecrets: OnSecrets;
}

function Actions({ id, name, onSecrets }: ActionsProps) {
  const session = useSession();
  const tell = useTell();
  const rotate = useCommand(automationRoutes.rotateAutomationSecret);
  const remove = useCommand(automationRoutes.removeAutomation);
  if (!session.may(automationRoutes.removeAutomation)) return null;
  const request = { params: { id } };
  return (
    <span className={styles.actions}>
      <Confirm
        small
        label="New secrets"
        title={`New secrets for ${name}`}
        about="The old ones are no longer accepted or sent. The new ones are shown once."
        run={async () => {
          const given = await rotate.mutateAsync(request);
          rotate.reset();
          onSecrets(given);
        }}
      />
      <Confirm
        small
        kind="danger"
        label="Remove"
        title={`Remove ${name}`}
        about="A mission that has not started it yet goes on without it, or asks a person. This cannot be taken back."
        run={async () => {
          await remove.mutateAsync(request);
          tell(`${name} is removed`);
        }}
      />
    </span>
  );
}
