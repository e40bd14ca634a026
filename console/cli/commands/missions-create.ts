import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { missionTypeSchema } from '../../../shared/missions/contract/mission.ts';
import { createMissionBodySchema, missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
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
      'What kind of mission (lead_reactivation)',
    ),
    workflow: value('NAME', z.string().optional(), 'The workflow, if the type has more than one'),
    name: value('NAME', z.string().optional(), 'A name for people'),
    priority: value('N', number.optional(), '0 to 100; a higher number goes first (50)'),
    deadline: value(
      'WHEN',
      instantSchema.optional(),
      'When it should be done, as 2026-03-05T12:00:00Z; it moves forward in the queue as that time comes near',
    ),
    'as-of': value('DATE', isoDateSchema.optional(), 'The day at which purchase history is read (today)'),
    goal: value('TEXT', z.string().optional(), 'What the messages should lead to'),
    offer: value('TEXT', z.string().optional(), 'The only thing that messages may offer'),
    steps: value('N', number.optional(), 'E-mails in the sequence, 1 to 6 (6)'),
    holdout: value('SHARE', number.optional(), 'Share of leads never contacted, for comparison (0.1)'),
    'dormant-after-weeks': value('N', number.optional(), 'Silent for so long means dormant (13)'),
    'minimum-score': value('N', number.optional(), 'Leave out leads with a lower score (0.1)'),
    segment: value(
      'NAME',
      z.string().optional(),
      'campaign_execution: only leads of this segment ("rex icp show")',
    ),
    'min-segment-leads': value('N', number.optional(), 'icp_extraction: smaller groups make no segment (20)'),
    domain: value('DOMAIN', z.string().optional(), 'domain_rotation: only this sending domain'),
    mission: value('ID', z.string().optional(), 'error_recovery: only this mission'),
    days: value('N', number.optional(), 'performance_optimization: missions of the last N days (90)'),
    'max-leads': value('N', number.optional(), 'Only the N best leads'),
    'collect-days': value('N', number.optional(), 'Days to wait for answers after the last e-mail (7)'),
    'dry-run': flag('Do everything except sending'),
    'idempotency-key': value('KEY', z.string().optional(), 'The same key again returns the same mission'),
  }),
  async run(context, input) {
    const created = await call(await connect(context), missionRoutes.createMission, {
      headers: { 'idempotency-key': input['idempotency-key'] ?? randomUUID() },
      body: bodyOf({
        type: input.type,
        workflow: input.workflow,
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
          minSegmentLeads: input['min-segment-leads'],
          domain: input.domain,
          missionId: input.mission,
          days: input.days,
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
  throw usageError(z.prettifyError(parsed.error));
}
