import * as z from 'zod';
import { MISSION_ROWS, type MissionType } from '../../../../../shared/missions/contract/mission.ts';

const fieldSchema = z.object({
  type: z.enum(['string', 'number', 'integer', 'boolean']),
  description: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  format: z.string().optional(),
});

export interface ParamField extends z.output<typeof fieldSchema> {
  readonly name: string;
}

/** What decides most about a mission. The other parameters are good as they are, and stand under "More". */
const ESSENTIAL: Readonly<Partial<Record<MissionType, readonly string[]>>> = {
  lead_reactivation: ['goal', 'offer', 'steps', 'maxLeads'],
  campaign_execution: ['goal', 'offer', 'segment', 'activeWithinWeeks', 'steps', 'maxLeads'],
};

/** The parameters of a type of mission as its contract describes them, the essential ones first. */
export function fieldsOf(type: MissionType): {
  readonly essential: readonly ParamField[];
  readonly more: readonly ParamField[];
} {
  const { properties = {} } = z.toJSONSchema(MISSION_ROWS[type].params, { io: 'input' });
  const fields = Object.entries(properties).map(([name, schema]) => ({ name, ...fieldSchema.parse(schema) }));
  const first = ESSENTIAL[type];
  if (first === undefined) return { essential: fields, more: [] };
  return {
    essential: first.flatMap((name) => fields.filter((field) => field.name === name)),
    more: fields.filter(({ name }) => !first.includes(name)),
  };
}
