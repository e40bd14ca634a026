import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { RexEvent } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionView } from '../../missions/contract/mission.ts';

export interface MissionLogDeps {
  readonly missions: Pick<MissionStore, 'events'>;
  readonly approvals: Pick<ApprovalStore, 'events'>;
}

/** Of the mission, the latest ones; of each of its approvals, all: an approval has few. */
const LOG_EVENTS = 100;
const APPROVAL_EVENTS = 20;

/** What happened to a mission, and how its approvals were decided and by whom, oldest first. */
export async function missionLog(
  { missions, approvals }: MissionLogDeps,
  workspace: string,
  id: string,
): Promise<MissionView['log']> {
  const events = await missions.events(workspace, id, LOG_EVENTS);
  const asked = events.flatMap(({ name, data }) =>
    name === 'mission.approval-requested' ? [String(data['approvalId'])] : [],
  );
  const ofApprovals = await Promise.all(
    [...new Set(asked)].map((each) => approvals.events(workspace, each, APPROVAL_EVENTS)),
  );
  // The mission itself tells that an approval was requested.
  const decided = ofApprovals.flat().filter(({ name }) => name !== 'approval.requested');
  return [...events, ...decided]
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
    .map((event) => ({
      at: event.at,
      event: event.name,
      what: whatHappened(event),
      actor: `${event.actor.kind}:${event.actor.id}`,
      detail: typeof event.data['reason'] === 'string' ? event.data['reason'] : '',
    }));
}

const TRANSITIONS: Readonly<Record<string, string>> = {
  assign: 'Assigned',
  start: 'Started',
  collect: 'Waits for answers',
  analyze: 'Results are worked out',
  optimize: 'Conclusions are drawn',
  complete: 'Completed',
  fail: 'Failed',
  escalate: 'Handed to a person',
  cancel: 'Cancelled',
  retry: 'Retried',
};

const DECISIONS: Readonly<Record<string, string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Approval expired',
};

const HAPPENED: Readonly<Record<string, string>> = {
  'mission.created': 'Created',
  'mission.restarted': 'Started again, because its run was lost',
  'mission.boosted': 'Moved in the queue',
  'mission.approval-requested': 'Approval requested',
  'mission.sending-stopped': 'Sending stopped',
  'mission.sending-resumed': 'Sending resumed',
  'mission.cohorts-released': 'More leads released',
  'mission.domain-assigned': 'Sending domain chosen',
  'mission.sender-changed': 'Sending domain changed',
  'approval.voided': 'Approval became void',
};

/** An event in a word or two. */
function whatHappened({ name, data }: RexEvent): string {
  const known =
    name === 'mission.transitioned'
      ? TRANSITIONS[String(data['event'])]
      : name === 'approval.decided'
        ? DECISIONS[String(data['state'])]
        : HAPPENED[name];
  return known ?? name;
}
