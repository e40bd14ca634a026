import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { icpEvents } from '../contract/events.ts';
import { profileIdSchema } from '../contract/routes.ts';
import { icpSettingsSchema } from '../contract/settings.ts';
import { icpModelSchema } from './fit-model.ts';
import { profileSegmentSchema } from './recommend-segments.ts';
import { OUTCOME_SOURCES } from './survey.ts';

/** What was learned about the leads of a workspace at one time. Written once and never changed. */
export const icpProfileSchema = z.object({
  workspace: workspaceIdSchema,
  id: profileIdSchema,
  version: z.literal(1),
  number: z.number().int().min(1),
  missionId: missionIdSchema,
  createdAt: instantSchema,
  leads: z.number().int(),
  reachable: z.number().int(),
  leftOut: z.number().int(),
  minSegmentLeads: z.number().int(),
  outcomes: z
    .object({
      source: keepUnknown(z.enum(OUTCOME_SOURCES)),
      known: z.number().int(),
      positive: z.number().int(),
    })
    .nullable(),
  /** The settings at that time: later changes do not affect the scores of this profile. */
  settings: icpSettingsSchema,
  /** Outcomes by industry and size, the largest groups. */
  cells: z.array(
    z.object({ industry: z.string(), size: z.string(), known: z.number().int(), positive: z.number().int() }),
  ),
  segments: z.array(profileSegmentSchema),
  model: icpModelSchema,
});
export type IcpProfile = z.infer<typeof icpProfileSchema>;

/** Derived from the mission, so that each mission has one profile however often its step is repeated. Sorts by time. */
export const profileIdOf = (missionId: string): string => `p_${missionId.slice(2)}`;

/** The segments to write to: those with the verdict `first`, or those with `then` when there are none. */
export function bestSegments({ segments }: Pick<IcpProfile, 'segments'>): string[] {
  const of = (verdict: string) => segments.flatMap((each) => (each.verdict === verdict ? [each.name] : []));
  const first = of('first');
  return first.length > 0 ? first : of('then');
}

export const profileMade = (profile: IcpProfile, correlationId: string): RexEvent =>
  newEvent(
    icpEvents,
    'icp.profiled',
    {
      about: profile.id,
      sequence: 1,
      id: `${profile.id}:1`,
      workspace: profile.workspace,
      correlationId,
      actor: REX,
      data: {
        missionId: profile.missionId,
        number: profile.number,
        leads: profile.leads,
        segments: profile.segments.length,
        basis: profile.model.used ? 'fitted' : 'weighted',
        refusedColumns: profile.model.refused.length,
      },
    },
    new Date(profile.createdAt),
  );

/** The segments that a mission writes to, decided once. */
export const missionTargetSchema = z.object({
  profileId: profileIdSchema,
  segments: z.array(z.string()),
  /** Whether leads are ranked by how well they fit, or by how likely they are to buy again. */
  rankBy: refuseUnknown(z.enum(['fit', 'return'])),
});
export type MissionTarget = z.infer<typeof missionTargetSchema>;
