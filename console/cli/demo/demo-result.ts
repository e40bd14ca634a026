import * as z from 'zod';
import { missionIdSchema } from '../../../shared/kernel/contract/common.ts';
import { type ImportCounts, importCountsSchema } from '../../../shared/leads/contract/routes.ts';
import {
  type MissionView,
  missionReportSchema,
  missionStateSchema,
  missionViewSchema,
} from '../../../shared/missions/contract/mission.ts';
import type { LocalUsage } from '../local/local-rex.ts';

/** What `rex demo --json` prints. Programs rely on these names. */
export const demoResultSchema = z.object({
  mission: z.object({ id: missionIdSchema, state: missionStateSchema, reason: z.string() }),
  import: importCountsSchema,
  orders: importCountsSchema,
  audience: missionReportSchema.shape.audience.nullable(),
  holdout: z.number().int(),
  messages: missionReportSchema.shape.messages,
  ab: missionReportSchema.shape.ab,
  incremental: missionReportSchema.shape.incremental,
  recommendations: missionReportSchema.shape.recommendations,
  repliesWaiting: missionViewSchema.shape.repliesWaiting,
  decisions: missionViewSchema.shape.decisionCounts,
  usage: z.record(z.string(), z.record(z.string(), z.number())),
  cost: z.object({
    sesUsd: z.number(),
    otherUsd: z.number(),
    otherUsdPer1000: z.number().nullable(),
    leadsEmailed: z.number().int(),
    basis: z.string(),
  }),
  durationMs: z.number().int(),
});
export type DemoResult = z.infer<typeof demoResultSchema>;

type Services = LocalUsage['services'];

const BASIS = 'otherUsdPer1000: everything but SES, from import to report, per 1,000 leads e-mailed';
const NO_MESSAGES: DemoResult['messages'] = {
  drafted: 0,
  approved: 0,
  sent: 0,
  delivered: 0,
  bounced: 0,
  complained: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  unsubscribed: 0,
  booked: 0,
  blocked: 0,
  unknown: 0,
  blockedBy: {},
  rejected: 0,
  rejectedFor: {},
};

export function demoResult(facts: {
  mission: MissionView;
  imports: { leads: ImportCounts; orders: ImportCounts };
  usageBefore: Services;
  usageAfter: LocalUsage;
  durationMs: number;
}): DemoResult {
  const { mission, imports, durationMs } = facts;
  const { report } = mission;
  const usage = usageBetween(facts.usageBefore, facts.usageAfter.services);
  return {
    mission: { id: mission.id, state: mission.state, reason: mission.reason },
    import: imports.leads,
    orders: imports.orders,
    audience: report?.audience ?? null,
    holdout: report?.audience.holdout ?? 0,
    messages: report?.messages ?? mission.messages ?? NO_MESSAGES,
    ab: report?.ab ?? null,
    incremental: report?.incremental ?? null,
    recommendations: report?.recommendations ?? [],
    repliesWaiting: mission.repliesWaiting,
    decisions: mission.decisionCounts,
    usage,
    cost: costOf(usage, report?.audience.emailed ?? 0),
    durationMs,
  };
}

/** What was counted after `before`: a home may have been used for other things first. */
function usageBetween(before: Services, after: Services): Services {
  return Object.fromEntries(
    Object.entries(after).map(([service, counts]) => [
      service,
      Object.fromEntries(
        Object.entries(counts).map(([name, n]) => [name, n - (before[service]?.[name] ?? 0)]),
      ),
    ]),
  );
}

function costOf(usage: Services, emailed: number): DemoResult['cost'] {
  const sesUsd = usage['SES']?.['usd'] ?? 0;
  const totalUsd = Object.values(usage).reduce((sum, counts) => sum + (counts['usd'] ?? 0), 0);
  const otherUsd = totalUsd - sesUsd;
  return {
    sesUsd,
    otherUsd,
    otherUsdPer1000: emailed === 0 ? null : (otherUsd / emailed) * 1000,
    leadsEmailed: emailed,
    basis: BASIS,
  };
}
