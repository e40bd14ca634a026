import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { MISSION_ROWS, MISSION_TYPES, missionTypeSchema } from '../../../shared/missions/contract/mission.ts';
import { createMissionBodySchema, missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';

const number = z.coerce.number();

export const missionsCreate = defineCommand({
  name: 'missions create',
  summary: 'Create a mission',
  details:
    'Every option has a default; without options the mission wakes up dormant leads. Nothing is sent before a person has approved\n' +
    'the drafts: "rex approvals list" shows what waits.',
  examples: [
    'rex missions create --as-of 2026-09-30 --steps 3',
    'rex missions create --type icp_extraction',
    'rex missions create --type campaign_execution --workflow icp_driven_outreach',
    'rex missions create --name "Autumn" --offer "Free shipping on your next order" --dry-run',
  ],
  input: z.strictObject({
    type: value(
      'TYPE',
      missionTypeSchema.default('lead_reactivation'),
      'Type of the mission (lead_reactivation)',
    ),
    workflow: value('NAME', z.string().optional(), 'The workflow, if the type has more than one'),
    name: value('NAME', z.string().optional(), 'Name of the mission, shown in lists'),
    priority: value('N', number.optional(), '0 to 100; a higher number goes first (50)'),
    deadline: value(
      'WHEN',
      instantSchema.optional(),
      'When the mission should be completed, such as 2026-03-05T12:00:00Z; shortly before, it moves ahead in the queue',
    ),
    'as-of': value('DATE', isoDateSchema.optional(), 'The purchase history is read up to this day (today)'),
    goal: value('TEXT', z.string().optional(), 'Goal of the messages'),
    offer: value('TEXT', z.string().optional(), 'The only thing that messages may offer'),
    steps: value('N', number.optional(), 'Steps of the sequence, one message each, 1 to 6 (6)'),
    holdout: value(
      'SHARE',
      number.optional(),
      'Share of leads that are never contacted, for comparison (0.1)',
    ),
    'dormant-after-weeks': value(
      'N',
      number.optional(),
      'Weeks of silence after which a lead is dormant (13)',
    ),
    'minimum-score': value('N', number.optional(), 'Leave out leads with a lower score (0.1)'),
    segment: value(
      'NAME',
      z.string().optional(),
      'campaign_execution: contact only leads of this segment ("rex icp show")',
    ),
    'active-within-weeks': value(
      'N',
      number.optional(),
      'campaign_execution: contact only leads that were active within N weeks; a domain that is warming up may do so',
    ),
    'min-segment-leads': value('N', number.optional(), 'icp_extraction: fewest leads in a segment (20)'),
    domain: value('DOMAIN', z.string().optional(), 'domain_rotation: the sending domain to judge (all)'),
    mission: value(
      'ID',
      z.string().optional(),
      'error_recovery: the mission to retry (all failed and escalated ones)',
    ),
    days: value('N', number.optional(), 'performance_optimization: review the last N days (90)'),
    'max-leads': value('N', number.optional(), 'Contact only the N leads with the highest scores'),
    'collect-days': value('N', number.optional(), 'Days to wait for replies after the last message (7)'),
    automation: value(
      'AUTOMATION',
      z.string().optional(),
      'Ask this automation before messages are drafted (workflow automated_outreach; "rex automations list")',
    ),
    'dry-run': flag('Do everything except sending'),
    'idempotency-key': value(
      'KEY',
      z.string().optional(),
      'A repeat with the same key returns the same mission',
    ),
  }),
  async run(context, input) {
    const created = await call(await connect(context), missionRoutes.createMission, {
      headers: { 'idempotency-key': input['idempotency-key'] ?? randomUUID() },
      body: bodyOf({
        type: input.type,
        workflow: input.workflow ?? (input.automation === undefined ? undefined : 'automated_outreach'),
        name: input.name,
        priority: input.priority,
        deadline: input.deadline,
        params: {
          asOf: input['as-of'],
          goal: input.goal,
          offer: input.offer,
          steps: input.steps,
          holdout: input.holdout,
          dormantAfterWeeks: input['dormant-after-weeks'],
          minimumScore: input['minimum-score'],
          maxLeads: input['max-leads'],
          collectDays: input['collect-days'],
          segment: input.segment,
          activeWithinWeeks: input['active-within-weeks'],
          minSegmentLeads: input['min-segment-leads'],
          domain: input.domain,
          missionId: input.mission,
          days: input.days,
          automation: input.automation,
          dryRun: input['dry-run'] || undefined,
        },
      }),
    });
    return {
      json: created,
      text: `${created.id} is ${created.state}. Follow it with "rex missions watch ${created.id}".`,
    };
  },
});

/** What was given, as the type takes it: an option that it does not know is named. */
function bodyOf({ params, ...rest }: Readonly<Record<string, unknown>> & { readonly params: object }) {
  const given = Object.fromEntries(Object.entries(params).filter(([, option]) => option !== undefined));
  const parsed = createMissionBodySchema.safeParse({ ...rest, params: given });
  if (parsed.success) return parsed.data;
  const strange = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path[0] === 'params' ? issue.keys : [],
  );
  if (strange.length > 0) throw usageError(strange.map((name) => notOfType(name, rest['type'])).join('\n'));
  throw refusedBody(parsed.error.issues);
}

function notOfType(param: string, type: unknown): string {
  const option =
    param === 'missionId' ? 'mission' : param.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const types = MISSION_TYPES.filter((each) => Object.hasOwn(MISSION_ROWS[each].params.shape, param));
  return `--${option} is not for missions of type ${type}, but for --type ${types.join(' or ')}.`;
}
