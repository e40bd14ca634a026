import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Alert } from '../../alerts/domain/alert.ts';
import type { SendRef } from './ports/sending.ts';

/** Somebody reported an e-mail as spam: it is one cause for all of its mission. */
export const alertOfComplaint = (
  deps: RaiseAlertDeps,
  { workspace, missionId, leadId, step }: SendRef,
): Promise<Alert> =>
  raiseAlert(
    deps,
    {
      workspace,
      type: 'customer-complaint',
      severity: 'warning',
      title: 'A recipient reported an e-mail as spam',
      message: `The person gets nothing more. Look at what the mission sends to whom ("rex missions show ${missionId}"): more than one complaint in a thousand e-mails costs the reputation of the domain.`,
      evidence: { missionId, leadId, step },
      cause: `complaint ${missionId}`,
      occasion: `${leadId} ${step}`,
    },
    missionId,
  );
