import type { ApprovalView } from '../../shared/approvals/contract/routes.ts';
import type { ImportCounts, ImportView } from '../../shared/leads/contract/routes.ts';
import type { MessageCounts, MissionReport, MissionView } from '../../shared/missions/contract/mission.ts';

export const MISSION_ID = 'm_00000000000000000000000001';
export const APPROVAL_ID = 'a_00000000000000000000000001';
export const IMPORT_IDS = { leads: 'i_00000000000000000000000001', orders: 'i_00000000000000000000000002' };
export const NOW = '2026-11-02T09:00:00.000Z';

/** What a new workspace answers to `status`. */
export const STATUS = {
  version: '0.1.0',
  uptimeSeconds: 1,
  workspace: 'acme',
  setUp: true,
  missions: {},
  resources: { crews: [], domains: [], quotas: [] },
  autonomy: { paused: false, dryRun: false },
  systemMailFrom: 'rex@system.example',
};

const NO_COUNTS: ImportCounts = {
  rows: 0,
  imported: 0,
  unchanged: 0,
  duplicates: 0,
  rejected: 0,
  invalidEmail: 0,
  missingEmail: 0,
  optedOut: 0,
  roleAddress: 0,
  unknownLead: 0,
  flagged: 0,
};

const MESSAGES: MessageCounts = {
  drafted: 60,
  approved: 60,
  sent: 54,
  delivered: 50,
  bounced: 2,
  complained: 0,
  opened: 20,
  clicked: 4,
  replied: 3,
  unsubscribed: 1,
  booked: 1,
  blocked: 6,
  unknown: 0,
  blockedBy: { FREQUENCY_CAP: 6 },
  rejected: 0,
  rejectedFor: {},
};

export const REPORT: MissionReport = {
  audience: { leads: 12, selected: 9, emailed: 9, holdout: 1, excluded: { ACTIVE: 2 } },
  messages: MESSAGES,
  ab: null,
  incremental: {
    outcome: 'purchase',
    treated: { leads: 9, converted: 2, revenueUsd: 40 },
    holdout: { leads: 1, converted: 0, revenueUsd: 0 },
    lift: null,
    lift95: null,
    incrementalConversions: null,
    anytimePValue: null,
    leadsNeeded: null,
    sentence: 'Too few to tell.',
  },
  recommendations: [{ kind: 'timing', sentence: 'Write earlier in the day.', evidence: 'opens by hour' }],
  model: null,
};

export const mission = (change: Partial<MissionView> = {}): MissionView => ({
  id: MISSION_ID,
  name: 'Demo',
  type: 'lead_reactivation',
  state: 'EXECUTING',
  priority: 50,
  progress: 25,
  reason: 'The plan is made.',
  waitingFor: null,
  deadline: null,
  createdAt: NOW,
  updatedAt: NOW,
  workflow: 'lead_reactivation',
  params: {
    goal: 'Talk again.',
    steps: 6,
    holdout: 0.1,
    dormantAfterWeeks: 13,
    minimumScore: 1,
    collectDays: 7,
    dryRun: false,
  },
  domain: null,
  attempt: 1,
  steps: [
    {
      name: 'score',
      agent: 'ReviverAgent',
      state: 'done',
      dependsOn: [],
      parts: { total: 4, done: 4 },
      failures: 0,
      error: null,
    },
    {
      name: 'outreach',
      agent: 'OutreachAgent',
      state: 'running',
      dependsOn: [],
      parts: { total: 4, done: 1 },
      failures: 0,
      error: null,
    },
  ],
  decisions: [],
  decisionCounts: { stateMachine: 6, rules: 1, llm: 0 },
  audience: null,
  messages: null,
  release: null,
  repliesWaiting: 0,
  replyClasses: {},
  approvalId: null,
  report: null,
  outcome: null,
  scoredBy: [],
  log: [{ at: NOW, event: 'start', what: 'Started', actor: 'rex', detail: 'Planned.' }],
  ...change,
});

export const approval = (change: Partial<ApprovalView> = {}): ApprovalView => ({
  id: APPROVAL_ID,
  subject: 'messages',
  change: null,
  answer: null,
  task: null,
  missionId: MISSION_ID,
  state: 'pending',
  digest: 'digest-1',
  policyVersion: 1,
  recipients: 9,
  messages: 54,
  blockedDrafts: {},
  estimatedCostUsd: 0.01,
  createdAt: NOW,
  expiresAt: NOW,
  decidedAt: null,
  decidedBy: null,
  reason: null,
  ...change,
});

export const importView = (change: Partial<ImportView> & Pick<ImportView, 'id' | 'kind'>): ImportView => ({
  fileName: `${change.kind}.csv`,
  state: 'COMPLETED',
  reason: null,
  progress: { chunks: 1, done: 1 },
  counts: { ...NO_COUNTS, rows: 12, imported: 12 },
  notes: [],
  unusedColumns: [],
  createdAt: NOW,
  finishedAt: NOW,
  ...change,
});
