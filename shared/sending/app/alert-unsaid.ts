import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { SendView } from './send-context.ts';

/** Messages wait for a document, and nobody would look for the reason there. Every round of every cohort finds it: it is told once. */
export async function alertUnsaid(deps: RaiseAlertDeps, { mission, unsaid }: SendView): Promise<void> {
  const [first] = unsaid ?? [];
  if (!first) return;
  const { workspace, id, name, correlationId } = mission;
  const cause = `evidence-gone ${id}`;
  const known = await deps.alerts.ofCause(workspace, cause);
  if (known && known.state !== 'resolved') return;
  const [{ words, document }, why] = first;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'mission.evidence-gone',
      severity: 'warning',
      title: `"${name}" waits: a document no longer says what its messages say`,
      message: `"${words}": ${why} Give ${document} again, so that it says so to customers, or cancel the mission.`,
      evidence: { missionId: id, document },
      cause,
    },
    correlationId,
  );
}
