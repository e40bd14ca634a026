import { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import styles from './actions.module.css';
import type { Credentials } from './external.tsx';

interface ExternalActionsProps {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly onSecret: (given: Credentials) => void;
}

/** A new secret for an external agent, or its end. */
export function ExternalActions({ id, name, isActive, onSecret }: ExternalActionsProps) {
  const session = useSession();
  const tell = useTell();
  const rotate = useCommand(agentRoutes.rotateAgentSecret);
  const revoke = useCommand(agentRoutes.revokeAgent);
  if (!isActive || !session.may(agentRoutes.revokeAgent)) return null;
  const request = { params: { id } };
  return (
    <span className={styles.actions}>
      <Confirm
        small
        label="New secret"
        title={`A new secret for ${name}`}
        about="The old secret is no longer accepted. The new one is shown once."
        run={async () => {
          const given = await rotate.mutateAsync(request);
          rotate.reset();
          onSecret(given);
        }}
      />
      <Confirm
        small
        kind="danger"
        label="Revoke"
        title={`Revoke ${name}`}
        about="Its messages are refused from now on. What it works on goes to other agents when its leases run out. This cannot be taken back."
        run={async () => {
          await revoke.mutateAsync(request);
          tell(`${name} is revoked`);
        }}
      />
    </span>
  );
}
