import type { Settings } from '../../contracts/http/system.ts';
import { draftsDigest, type MessagesApproval } from '../../domain/approvals/approval.ts';
import { CHANNEL_TERMS } from '../../domain/channels/channel-terms.ts';
import type { ContactNumber } from '../../domain/channels/contact-number.ts';
import type { Lead } from '../../domain/leads/lead.ts';
import type { MissionContent } from '../../domain/missions/content.ts';
import { type BuiltMessage, buildMessage } from '../../domain/missions/message.ts';
import { type OutreachMission, outreachMission } from '../../domain/missions/mission.ts';
import type { SendingDomain } from '../../domain/resources/pool.ts';
import { inboxAllowance } from '../../domain/resources/sending-domain.ts';
import { dailyCap } from '../../domain/resources/warmup.ts';
import { channelOfStep, type Drafts, draftBlock, type LeadDrafts } from '../../domain/sending/cohort.ts';
import { utcDay } from '../../domain/sending/guards/daily-limits.ts';
import type { SendContext } from '../../domain/sending/guards/guard.ts';
import { messageKey } from '../../domain/sending/message-key.ts';
import { RexError } from '../../kernel/errors.ts';
import { approvalOfMission } from '../approvals/approval-of-mission.ts';
import type { ApprovalStore, MissionStore } from '../ports/missions.ts';
import type { DayRecord, WorkspaceStore } from '../ports/workspace.ts';

export interface SendViewDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly approvals: ApprovalStore;
}

/** What the sends of a mission have in common at one moment. */
export interface SendView {
  readonly mission: OutreachMission;
  readonly settings: Settings;
  readonly content: MissionContent | undefined;
  readonly approval: MessagesApproval | undefined;
  readonly domain: SendingDomain | undefined;
  readonly day: DayRecord;
}

/** @throws RexError NOT_FOUND when the mission or the settings are not there. */
export async function loadSendView(
  deps: SendViewDeps,
  workspace: string,
  missionId: string,
  now: Date,
): Promise<SendView> {
  const [mission, record, pool, day, content] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.workspaces.get(workspace),
    deps.workspaces.getPool(workspace),
    deps.workspaces.day(workspace, utcDay(now)),
    deps.missions.getContent(workspace, missionId),
  ]);
  if (!mission || !record)
    throw new RexError('NOT_FOUND', `There is no mission ${missionId} that could send.`);
  const approval = await approvalOfMission(deps.approvals, mission);
  const domain = pool?.domains.find((candidate) => candidate.domain === mission.reservation?.domain);
  return { mission: outreachMission(mission), settings: record.settings, content, approval, domain, day };
}

export interface SendSubject {
  readonly lead: Lead;
  readonly drafted: LeadDrafts;
  readonly step: number;
  readonly dueAt: Date;
  readonly draftsBound: boolean;
  /** Of the lead, where its sequence goes to a number. */
  readonly number?: ContactNumber | undefined;
}

/** Builds the message as it would go out now, and everything that the guards look at. */
export function sendContext(
  view: SendView,
  subject: SendSubject,
  now: Date,
): { context: SendContext; built: BuiltMessage } {
  const { mission, settings, content, approval, domain, day } = view;
  const { lead, drafted, step, dueAt, draftsBound, number } = subject;
  const channel = channelOfStep(drafted, step);
  const built: BuiltMessage = content
    ? buildMessage(content, mission, lead, drafted, step, now)
    : { ok: false, blocked: 'TEMPLATE_MISSING', detail: 'The mission has no templates yet.' };
  const message = drafted.messages[step - 1];
  const inbox = domain && inboxAllowance(domain, mission.reservation?.inbox);
  const blocked = message === undefined ? 'NOT_DRAFTED' : draftBlock(message);
  return {
    built,
    context: {
      now,
      settings,
      mission,
      lead,
      step,
      channel,
      number,
      key: messageKey(mission.id, step),
      dueAt,
      draft: blocked === undefined ? { hash: message ?? '' } : { blocked },
      content: built.ok ? { hash: built.hash } : { blocked: built.blocked },
      approval,
      draftsBound,
      domain,
      left: {
        workspace: settings.dailyBudget - day.sent,
        inbox: inbox ? inbox.limit - (day.inboxes[inbox.address] ?? 0) : Number.POSITIVE_INFINITY,
        channel: CHANNEL_TERMS[channel].dailyLimit(settings.channels) - (day.channels[channel] ?? 0),
        domain: domain ? dailyCap(domain, now) - (day.domains[domain.domain]?.sent ?? 0) : 0,
      },
    },
  };
}

/** Whether the drafts are those that the approval binds. */
export const areBound = (approval: MessagesApproval | undefined, drafts: Drafts): boolean =>
  approval?.cohorts[drafts.cohort] === draftsDigest(drafts);
