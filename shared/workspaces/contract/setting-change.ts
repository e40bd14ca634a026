import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';

export const RECOMMENDATION_KINDS = ['audience', 'content', 'timing', 'channel', 'deliverability'] as const;

/** `requested`: an approval of the change waits for a person. */
export const RECOMMENDATION_STATES = ['open', 'requested', 'applied', 'dismissed', 'superseded'] as const;

export const recommendationIdSchema = z
  .string()
  .regex(/^r_[0-9a-z]{26}$/, 'a recommendation id looks like r_ and 26 characters');

const one = <const S extends string, V extends z.ZodType>(setting: S, value: V) =>
  z.object({ setting: z.literal(setting).describe('Path in the settings'), from: value, to: value });

const settingChanges = [
  one('dailyBudget', z.number().int()),
  one('frequencyCap.minHoursBetween', z.number()),
  one('requireConsent', z.boolean()),
  one('sendTime.optimise', z.boolean()),
  one('sendTime.explore', z.number()),
  one('variants', z.array(z.enum(VARIANTS))),
  one('channels.steps', z.array(z.array(channelSchema))),
] as const;

/** One setting of the workspace, from what it is to what it should be. Nothing else can be recommended to change. */
export const settingChangeSchema = z.discriminatedUnion('setting', settingChanges);
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** What would be done about it: a setting that Rex can change, or something that only a person can do. */
export const changeSchema = z.discriminatedUnion('setting', [
  ...settingChanges,
  z.object({ setting: z.literal('none'), todo: z.string().describe('For a person to do') }),
]);
export type Change = z.infer<typeof changeSchema>;
