import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { draftsDigest, type MessagesApproval } from '../../approvals/domain/approval.ts';
import type { ContactNumber } from '../../channels/domain/contact-number.ts';
import type { Citation } from '../../content/domain/template.ts';
import type { DayRecord, PoolStore } from '../../domains/app/ports/pools.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { NOTHING_RISKED, type RiskByScope, riskBudget } from '../../domains/domain/risk-budget.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { channelOfStep, type Drafts, draftBlock, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { type BuiltMessage, buildMessage } from '../../drafting/domain/message.ts';
import { utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, type OutreachMission, outreachMission } from '../../missions/domain/mission.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { SendContext } from '../domain/guards/guard.ts';
import { leftToday } from '../domain/left-today.ts';
import { mailRisk } from '../domain/mail-risk.ts';
import { messageKey } from '../domain/message-key.ts';
import type { CitationChecker } from './ports/sending.ts';

export interface SendViewDeps {
  readonly missions: Pick<MissionStore, 'get'>;
  readonly contents: ContentStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: Pick<PoolStore, 'get' | 'day' | 'risked'>;
  readonly approvals: ApprovalStore;
  readonly citations: CitationChecker;
}

/** What the sends of a mission have in common at one moment. */
export interface SendView {
  readonly mission: OutreachMission;
  readonly settings: Settings;
  readonly content: MissionContent | undefined;
  readonly approval: MessagesApproval | undefined;
  readonly domain: SendingDomain | undefined;
  readonly day: DayRecord;
  /** What the domain has risked today. */
  readonly risked: RiskByScope;
  /** What documents do not say any more, of what the templates have from them. */
  readonly unsaid?: ReadonlyMap<Citation, string> | undefined;
}

/**
 * @param known the mission as it was a moment ago: what it names is read along; and its content, where that cannot have changed
 * @throws RexError NOT_FOUND when the mission or the settings are not there
 */
export async function loadSendView(
  deps: SendViewDeps,
  workspace: string,
  missionId: string,
  now: Date,
  known: { readonly mission?: Mission; readonly content?: MissionContent | undefined } = {},
): Promise<SendView> {
  const today = utcDay(now);
  const namedBy = (of: Mission) =>
    Promise.all([
      approvalOfMission(deps.approvals, of),
      of.reservation?.domain === undefined ? NOTHING_RISKED : deps.pools.risked(of.reservation.domain, today),
    ]);
  const [mission, record, pool, day, content, ahead] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
    deps.pools.day(workspace, today),
    known.content ?? deps.contents.get(workspace, missionId),
    known.mission && namedBy(known.mission),
  ]);
  if (!mission || !record)
    throw new RexError('NOT_FOUND', `There is no mission ${missionId} that could send.`);
  const domain = pool?.domains.find((candidate) => candidate.domain === mission.reservation?.domain);
  const namesTheSame =
    known.mission?.approvalId === mission.approvalId &&
    known.mission?.reservation?.domain === mission.reservation?.domain;
  const [[approval, risked], unsaid] = await Promise.all([
    (namesTheSame && ahead) || namedBy(mission),
    unsaidOf(deps, workspace, content),
  ]);
  return {
    mission: outreachMission(mission),
    settings: record.settings,
    content,
    approval,
    domain,
    day,
    risked: domain ? risked : NOTHING_RISKED,
    unsaid,
  };
}

/** Asked once for all messages; most missions have nothing from documents. */
async function unsaidOf(
  { citations }: SendViewDeps,
  workspace: string,
  content: MissionContent | undefined,
): Promise<SendView['unsaid']> {
  const cited = content?.templates.flatMap(({ template }) => template.cites ?? []) ?? [];
  return cited.length === 0 ? undefined : citations.check(workspace, cited);
}

export interface SendSubject {
  readonly lead: Lead;
  readonly drafted: LeadDrafts;
  readonly step: number;
  readonly dueAt: Date;
  readonly draftsBound: boolean;
  /** Of the cohort. */
  readonly order?: number | undefined;
  /** Of the lead, where its sequence goes to a number. */
  readonly number?: ContactNumber | undefined;
  readonly lastOrderOn?: string | undefined;
}

/** Builds the message as it would go out now, and everything that the guards look at. */
export function sendContext(
  view: SendView,
  subject: SendSubject,
  now: Date,
  /** For whoever builds the same message often. */
  build = buildMessage,
): { context: SendContext; built: BuiltMessage } {
  const { mission, settings, content, approval, domain, day, risked, unsaid } = view;
  const { lead, drafted, step, dueAt, draftsBound, order, number, lastOrderOn } = subject;
  const channel = channelOfStep(drafted, step);
  const built: BuiltMessage = content
    ? build(content, mission, lead, drafted, step, now)
    : { ok: false, blocked: 'TEMPLATE_MISSING', detail: 'The mission has no templates yet.' };
  const message = drafted.messages[step - 1];
  const blocked = message === undefined ? 'NOT_DRAFTED' : draftBlock(message);
  return {
    built,
    context: {
      now,
      settings,
      mission,
      lead,
      lastOrderOn,
      step,
      order,
      channel,
      number,
      key: messageKey(mission.id, step),
      dueAt,
      draft: blocked === undefined ? { hash: message ?? '' } : { blocked },
      content: built.ok ? { hash: built.hash } : { blocked: built.blocked },
      approval,
      cited: citedBy(built, unsaid),
      draftsBound,
      domain,
      risk: {
        provider: drafted.risk?.provider ?? providerGroupOf(lead.profile.address),
        expected: mailRisk(drafted, lead, step, now),
        budget: domain ? riskBudget(dailyCap(domain, now), settings.rules) : NOTHING_RISKED,
        risked,
      },
      left: leftToday({ settings, mission, domain, channel, day, now }),
    },
  };
}

const citedBy = (built: BuiltMessage, unsaid: SendView['unsaid']): SendContext['cited'] =>
  built.ok && built.channel === 'email'
    ? built.cites.map((each) => ({ ...each, unsaid: unsaid?.get(each) }))
    : [];

/** Whether the drafts are those that the approval binds. */
export const areBound = (approval: MessagesApproval | undefined, drafts: Drafts): boolean =>
  approval?.cohorts[drafts.cohort] === draftsDigest(drafts);
