import type { Command } from './command.ts';
import { achievementsList } from './commands/achievements-list.ts';
import { achievementsRemove } from './commands/achievements-remove.ts';
import { achievementsRules } from './commands/achievements-rules.ts';
import { achievementsSet } from './commands/achievements-set.ts';
import { agents } from './commands/agents.ts';
import { agentsExternal } from './commands/agents-external.ts';
import { agentsRegister } from './commands/agents-register.ts';
import { agentsRevoke } from './commands/agents-revoke.ts';
import { agentsRoster } from './commands/agents-roster.ts';
import { agentsRotateSecret } from './commands/agents-rotate-secret.ts';
import { agentsRun } from './commands/agents-run.ts';
import { agentsShow } from './commands/agents-show.ts';
import { alertsAcknowledge } from './commands/alerts-acknowledge.ts';
import { alertsList } from './commands/alerts-list.ts';
import { alertsResolve } from './commands/alerts-resolve.ts';
import { analytics } from './commands/analytics.ts';
import { approvalsApprove } from './commands/approvals-approve.ts';
import { approvalsList } from './commands/approvals-list.ts';
import { approvalsReject } from './commands/approvals-reject.ts';
import { approvalsShow } from './commands/approvals-show.ts';
import { automationsAdd } from './commands/automations-add.ts';
import { automationsList } from './commands/automations-list.ts';
import { automationsRemove } from './commands/automations-remove.ts';
import { automationsRotateSecret } from './commands/automations-rotate-secret.ts';
import { automationsRun } from './commands/automations-run.ts';
import { automationsShow } from './commands/automations-show.ts';
import { autonomyBeginAnew } from './commands/autonomy-begin-anew.ts';
import { autonomyList } from './commands/autonomy-list.ts';
import { autonomyRevoke } from './commands/autonomy-revoke.ts';
import { busCheck } from './commands/bus-check.ts';
import { calendarConnect } from './commands/calendar-connect.ts';
import { calendarDisconnect } from './commands/calendar-disconnect.ts';
import { calendarLink } from './commands/calendar-link.ts';
import { calendarShow } from './commands/calendar-show.ts';
import { calendarSlots } from './commands/calendar-slots.ts';
import { campaignsAdd } from './commands/campaigns-add.ts';
import { campaignsBudget } from './commands/campaigns-budget.ts';
import { campaignsCancel } from './commands/campaigns-cancel.ts';
import { campaignsCreate } from './commands/campaigns-create.ts';
import { campaignsDrop } from './commands/campaigns-drop.ts';
import { campaignsEdit } from './commands/campaigns-edit.ts';
import { campaignsFinish } from './commands/campaigns-finish.ts';
import { campaignsList } from './commands/campaigns-list.ts';
import { campaignsPause } from './commands/campaigns-pause.ts';
import { campaignsRemove } from './commands/campaigns-remove.ts';
import { campaignsResume } from './commands/campaigns-resume.ts';
import { campaignsShow } from './commands/campaigns-show.ts';
import { campaignsStart } from './commands/campaigns-start.ts';
import { connectionsAdd } from './commands/connections-add.ts';
import { connectionsList } from './commands/connections-list.ts';
import { connectionsRemove } from './commands/connections-remove.ts';
import { connectionsRenew } from './commands/connections-renew.ts';
import { connectionsShow } from './commands/connections-show.ts';
import { connectionsTest } from './commands/connections-test.ts';
import { councilAsk } from './commands/council-ask.ts';
import { councilList } from './commands/council-list.ts';
import { councilShow } from './commands/council-show.ts';
import { councilTerms } from './commands/council-terms.ts';
import { councilWorks } from './commands/council-works.ts';
import { deadLettersDiscard } from './commands/dead-letters-discard.ts';
import { deadLettersList } from './commands/dead-letters-list.ts';
import { deadLettersReplay } from './commands/dead-letters-replay.ts';
import { decisionsList } from './commands/decisions-list.ts';
import { decisionsReplay } from './commands/decisions-replay.ts';
import { decisionsStats } from './commands/decisions-stats.ts';
import { demo } from './commands/demo.ts';
import { doCommand } from './commands/do.ts';
import { doctor } from './commands/doctor.ts';
import { domainsAdd } from './commands/domains-add.ts';
import { domainsAssign } from './commands/domains-assign.ts';
import { domainsGive } from './commands/domains-give.ts';
import { domainsList } from './commands/domains-list.ts';
import { domainsPause } from './commands/domains-pause.ts';
import { domainsProvision } from './commands/domains-provision.ts';
import { domainsRecords } from './commands/domains-records.ts';
import { domainsRemove } from './commands/domains-remove.ts';
import { domainsResume } from './commands/domains-resume.ts';
import { domainsRotate } from './commands/domains-rotate.ts';
import { domainsRules } from './commands/domains-rules.ts';
import { domainsShow } from './commands/domains-show.ts';
import { domainsTakeBack } from './commands/domains-take-back.ts';
import { domainsTier } from './commands/domains-tier.ts';
import { domainsVerify } from './commands/domains-verify.ts';
import { enrichmentShow } from './commands/enrichment-show.ts';
import { enrichmentUsage } from './commands/enrichment-usage.ts';
import { erasuresList } from './commands/erasures-list.ts';
import { erasuresReplay } from './commands/erasures-replay.ts';
import { eventsList } from './commands/events-list.ts';
import { eventsTail } from './commands/events-tail.ts';
import { explain } from './commands/explain.ts';
import { faqAdd } from './commands/faq-add.ts';
import { faqList } from './commands/faq-list.ts';
import { faqRemove } from './commands/faq-remove.ts';
import { faqTest } from './commands/faq-test.ts';
import { guildsJoin } from './commands/guilds-join.ts';
import { guildsLeave } from './commands/guilds-leave.ts';
import { guildsList } from './commands/guilds-list.ts';
import { guildsResources } from './commands/guilds-resources.ts';
import { guildsShow } from './commands/guilds-show.ts';
import { icpList } from './commands/icp-list.ts';
import { icpScore } from './commands/icp-score.ts';
import { icpShow } from './commands/icp-show.ts';
import { inboxAnswer } from './commands/inbox-answer.ts';
import { inboxAssign } from './commands/inbox-assign.ts';
import { inboxClass } from './commands/inbox-class.ts';
import { inboxCounts } from './commands/inbox-counts.ts';
import { inboxDone } from './commands/inbox-done.ts';
import { inboxLabel } from './commands/inbox-label.ts';
import { inboxList } from './commands/inbox-list.ts';
import { inboxOpen } from './commands/inbox-open.ts';
import { inboxReopen } from './commands/inbox-reopen.ts';
import { inboxResolve } from './commands/inbox-resolve.ts';
import { inboxShow } from './commands/inbox-show.ts';
import { inboxSnooze } from './commands/inbox-snooze.ts';
import { inboxWithdraw } from './commands/inbox-withdraw.ts';
import { inboxesPause } from './commands/inboxes-pause.ts';
import { inboxesResume } from './commands/inboxes-resume.ts';
import { inboxesSet } from './commands/inboxes-set.ts';
import { intelligenceAdd } from './commands/intelligence-add.ts';
import { intelligenceList } from './commands/intelligence-list.ts';
import { intelligenceRemove } from './commands/intelligence-remove.ts';
import { intelligenceShow } from './commands/intelligence-show.ts';
import { invitationsList } from './commands/invitations-list.ts';
import { invitationsRevoke } from './commands/invitations-revoke.ts';
import { keysCreate } from './commands/keys-create.ts';
import { keysList } from './commands/keys-list.ts';
import { keysRevoke } from './commands/keys-revoke.ts';
import { knowledgeAdd } from './commands/knowledge-add.ts';
import { knowledgeAnswer } from './commands/knowledge-answer.ts';
import { knowledgeList } from './commands/knowledge-list.ts';
import { knowledgeRemove } from './commands/knowledge-remove.ts';
import { knowledgeSearch } from './commands/knowledge-search.ts';
import { knowledgeShow } from './commands/knowledge-show.ts';
import { knowledgeTemplate } from './commands/knowledge-template.ts';
import { leadsEnrich } from './commands/leads-enrich.ts';
import { leadsErase } from './commands/leads-erase.ts';
import { leadsExport } from './commands/leads-export.ts';
import { leadsImport } from './commands/leads-import.ts';
import { leadsList } from './commands/leads-list.ts';
import { leadsSuppress } from './commands/leads-suppress.ts';
import { linkedinDone } from './commands/linkedin-done.ts';
import { linkedinList } from './commands/linkedin-list.ts';
import { linkedinSkip } from './commands/linkedin-skip.ts';
import { llmUsage } from './commands/llm-usage.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { mcp } from './commands/mcp.ts';
import { meetingsBook } from './commands/meetings-book.ts';
import { meetingsCancel } from './commands/meetings-cancel.ts';
import { meetingsChange } from './commands/meetings-change.ts';
import { meetingsInvite } from './commands/meetings-invite.ts';
import { meetingsList } from './commands/meetings-list.ts';
import { meetingsShow } from './commands/meetings-show.ts';
import { membersInvite } from './commands/members-invite.ts';
import { membersJoin } from './commands/members-join.ts';
import { membersList } from './commands/members-list.ts';
import { membersRemove } from './commands/members-remove.ts';
import { membersRole } from './commands/members-role.ts';
import { membersTransfer } from './commands/members-transfer.ts';
import { messagesRejudge } from './commands/messages-rejudge.ts';
import { missionsCancel } from './commands/missions-cancel.ts';
import { missionsCreate } from './commands/missions-create.ts';
import { missionsList } from './commands/missions-list.ts';
import { missionsResume } from './commands/missions-resume.ts';
import { missionsRetry } from './commands/missions-retry.ts';
import { missionsShow } from './commands/missions-show.ts';
import { missionsWatch } from './commands/missions-watch.ts';
import { movesCancel } from './commands/moves-cancel.ts';
import { movesComplete } from './commands/moves-complete.ts';
import { movesEdit } from './commands/moves-edit.ts';
import { movesList } from './commands/moves-list.ts';
import { movesPlan } from './commands/moves-plan.ts';
import { movesRemove } from './commands/moves-remove.ts';
import { movesRetry } from './commands/moves-retry.ts';
import { movesShow } from './commands/moves-show.ts';
import { newsletterAdd } from './commands/newsletter-add.ts';
import { newsletterCancel } from './commands/newsletter-cancel.ts';
import { newsletterCreate } from './commands/newsletter-create.ts';
import { newsletterForget } from './commands/newsletter-forget.ts';
import { newsletterIssue } from './commands/newsletter-issue.ts';
import { newsletterIssues } from './commands/newsletter-issues.ts';
import { newsletterList } from './commands/newsletter-list.ts';
import { newsletterRemove } from './commands/newsletter-remove.ts';
import { newsletterResume } from './commands/newsletter-resume.ts';
import { newsletterShow } from './commands/newsletter-show.ts';
import { newsletterSubscribers } from './commands/newsletter-subscribers.ts';
import { notificationsList } from './commands/notifications-list.ts';
import { notificationsMap } from './commands/notifications-map.ts';
import { notificationsMembers } from './commands/notifications-members.ts';
import { notificationsRead } from './commands/notifications-read.ts';
import { notificationsRemove } from './commands/notifications-remove.ts';
import { notificationsShow } from './commands/notifications-show.ts';
import { notificationsSubscribe } from './commands/notifications-subscribe.ts';
import { pause } from './commands/pause.ts';
import { recommendationsApply } from './commands/recommendations-apply.ts';
import { recommendationsDismiss } from './commands/recommendations-dismiss.ts';
import { recommendationsList } from './commands/recommendations-list.ts';
import { repliesDecide } from './commands/replies-decide.ts';
import { repliesList } from './commands/replies-list.ts';
import { repliesShow } from './commands/replies-show.ts';
import { resources } from './commands/resources.ts';
import { resume } from './commands/resume.ts';
import { score } from './commands/score.ts';
import { settingsSet } from './commands/settings-set.ts';
import { settingsShow } from './commands/settings-show.ts';
import { simulate } from './commands/simulate.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { suppressionsAdd } from './commands/suppressions-add.ts';
import { suppressionsExport } from './commands/suppressions-export.ts';
import { suppressionsImport } from './commands/suppressions-import.ts';
import { suppressionsList } from './commands/suppressions-list.ts';
import { tasksApprove } from './commands/tasks-approve.ts';
import { tasksCancel } from './commands/tasks-cancel.ts';
import { tasksComplete } from './commands/tasks-complete.ts';
import { tasksCreate } from './commands/tasks-create.ts';
import { tasksEdit } from './commands/tasks-edit.ts';
import { tasksList } from './commands/tasks-list.ts';
import { tasksReject } from './commands/tasks-reject.ts';
import { tasksResolve } from './commands/tasks-resolve.ts';
import { tasksRetry } from './commands/tasks-retry.ts';
import { tasksRun } from './commands/tasks-run.ts';
import { tasksShow } from './commands/tasks-show.ts';
import { tasksStatus } from './commands/tasks-status.ts';
import { tasksTypes } from './commands/tasks-types.ts';
import { tasksUndo } from './commands/tasks-undo.ts';
import { timeAdvance } from './commands/time-advance.ts';
import { timeNow } from './commands/time-now.ts';
import { token } from './commands/token.ts';
import { webhooksCreate } from './commands/webhooks-create.ts';
import { webhooksDelete } from './commands/webhooks-delete.ts';
import { webhooksDeliveries } from './commands/webhooks-deliveries.ts';
import { webhooksDisable } from './commands/webhooks-disable.ts';
import { webhooksEnable } from './commands/webhooks-enable.ts';
import { webhooksList } from './commands/webhooks-list.ts';
import { webhooksReplay } from './commands/webhooks-replay.ts';
import { webhooksRotateSecret } from './commands/webhooks-rotate-secret.ts';
import { webhooksShow } from './commands/webhooks-show.ts';
import { webhooksTest } from './commands/webhooks-test.ts';
import { webhooksUpdate } from './commands/webhooks-update.ts';
import { whoami } from './commands/whoami.ts';
import { workflows } from './commands/workflows.ts';

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  start,
  demo,
  missionsList,
  missionsCreate,
  missionsShow,
  missionsWatch,
  messagesRejudge,
  missionsCancel,
  missionsRetry,
  missionsResume,
  simulate,
  workflows,
  agents,
  agentsExternal,
  agentsRoster,
  agentsShow,
  agentsRun,
  agentsRegister,
  agentsRotateSecret,
  agentsRevoke,
  leadsImport,
  leadsList,
  leadsSuppress,
  leadsExport,
  leadsErase,
  erasuresList,
  erasuresReplay,
  suppressionsList,
  suppressionsAdd,
  suppressionsImport,
  suppressionsExport,
  leadsEnrich,
  enrichmentShow,
  enrichmentUsage,
  icpShow,
  councilList,
  councilShow,
  councilWorks,
  councilAsk,
  councilTerms,
  guildsList,
  guildsShow,
  guildsJoin,
  guildsLeave,
  guildsResources,
  icpList,
  icpScore,
  approvalsList,
  approvalsShow,
  approvalsApprove,
  approvalsReject,
  repliesList,
  repliesShow,
  repliesDecide,
  inboxList,
  inboxShow,
  inboxOpen,
  inboxAssign,
  inboxSnooze,
  inboxLabel,
  inboxDone,
  inboxReopen,
  inboxCounts,
  inboxAnswer,
  inboxClass,
  inboxWithdraw,
  inboxResolve,
  resources,
  domainsList,
  domainsShow,
  inboxesSet,
  inboxesPause,
  inboxesResume,
  domainsAdd,
  domainsVerify,
  domainsProvision,
  domainsRecords,
  domainsRules,
  domainsRemove,
  domainsGive,
  domainsTakeBack,
  domainsRotate,
  domainsPause,
  domainsTier,
  domainsResume,
  domainsAssign,
  deadLettersList,
  deadLettersReplay,
  deadLettersDiscard,
  eventsList,
  busCheck,
  eventsTail,
  membersList,
  membersInvite,
  membersJoin,
  membersRole,
  membersTransfer,
  membersRemove,
  invitationsList,
  invitationsRevoke,
  keysList,
  keysCreate,
  keysRevoke,
  webhooksList,
  webhooksCreate,
  webhooksShow,
  webhooksUpdate,
  webhooksTest,
  webhooksDeliveries,
  webhooksReplay,
  webhooksDisable,
  webhooksEnable,
  webhooksRotateSecret,
  webhooksDelete,
  automationsList,
  automationsAdd,
  automationsShow,
  automationsRun,
  automationsRotateSecret,
  automationsRemove,
  settingsShow,
  settingsSet,
  connectionsList,
  connectionsAdd,
  connectionsShow,
  connectionsTest,
  connectionsRenew,
  connectionsRemove,
  analytics,
  recommendationsList,
  recommendationsApply,
  recommendationsDismiss,
  alertsList,
  alertsAcknowledge,
  alertsResolve,
  notificationsList,
  notificationsRead,
  notificationsShow,
  notificationsSubscribe,
  notificationsMembers,
  notificationsMap,
  notificationsRemove,
  meetingsList,
  meetingsShow,
  meetingsBook,
  meetingsInvite,
  meetingsChange,
  meetingsCancel,
  calendarConnect,
  calendarShow,
  calendarSlots,
  calendarLink,
  calendarDisconnect,
  tasksStatus,
  tasksList,
  tasksShow,
  tasksTypes,
  tasksCreate,
  tasksEdit,
  tasksApprove,
  tasksReject,
  tasksCancel,
  tasksRetry,
  tasksResolve,
  tasksComplete,
  tasksUndo,
  tasksRun,
  autonomyList,
  autonomyRevoke,
  autonomyBeginAnew,
  faqList,
  faqAdd,
  faqTest,
  faqRemove,
  campaignsList,
  campaignsCreate,
  campaignsShow,
  campaignsEdit,
  campaignsBudget,
  campaignsStart,
  campaignsPause,
  campaignsResume,
  campaignsFinish,
  campaignsCancel,
  campaignsAdd,
  campaignsDrop,
  campaignsRemove,
  movesList,
  movesPlan,
  movesShow,
  movesEdit,
  movesComplete,
  movesRetry,
  movesCancel,
  movesRemove,
  achievementsList,
  achievementsRules,
  achievementsSet,
  achievementsRemove,
  intelligenceList,
  intelligenceAdd,
  intelligenceShow,
  intelligenceRemove,
  knowledgeAdd,
  knowledgeList,
  knowledgeShow,
  knowledgeSearch,
  knowledgeAnswer,
  knowledgeTemplate,
  knowledgeRemove,
  mcp,
  newsletterList,
  newsletterCreate,
  newsletterShow,
  newsletterSubscribers,
  newsletterAdd,
  newsletterRemove,
  newsletterForget,
  newsletterIssues,
  newsletterIssue,
  newsletterResume,
  newsletterCancel,
  linkedinList,
  linkedinDone,
  linkedinSkip,
  doCommand,
  explain,
  decisionsList,
  decisionsStats,
  decisionsReplay,
  llmUsage,
  score,
  login,
  logout,
  whoami,
  doctor,
  token,
  timeNow,
  timeAdvance,
  pause,
  resume,
  status,
];
