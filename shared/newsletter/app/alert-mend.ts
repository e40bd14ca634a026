import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Mend } from '../../sending/app/ports/sending.ts';
import type { SendView } from './send-copy.ts';

/** The provider takes nothing until a person has mended something. It is the cause that missions tell of, too. */
export const alertOfMend = (
  deps: RaiseAlertDeps,
  { issue: { workspace, id, domain, task }, provider }: SendView,
  reason: string,
  { scope, todo }: Mend,
) =>
  raiseAlert(
    deps,
    {
      workspace,
      type: `provider.${scope}`,
      severity: 'critical',
      title: `No messages go out by e-mail: ${provider} refuses to send ${scope === 'account' ? 'for this account' : `from ${domain}`}`,
      message: `The answer is ${reason}. ${todo} The newsletter waits, and tries again every few minutes.`,
      evidence: { channel: 'email', reason, todo, issue: id },
      cause: scope === 'account' ? `provider-account ${provider}` : `provider-domain ${domain}`,
    },
    task,
  );
