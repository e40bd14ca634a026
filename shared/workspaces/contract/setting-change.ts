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
  z.object({ setting: z.literal(setting).describe('Path of the setting'), from: value, to: value });

const settingChanges = [
  one('dailyBudget', z.number().int()),
  one('frequencyCap.minHoursBetween', z.number()),
  one('requireConsent', z.boolean()),
  one('sendTime.optimise', z.boolean()),
  one('sendTime.explore', z.number()),
  one('variants', z.array(z.enum(VARIANTS))),
  one('channels.steps', z.array(z.array(channelSchema))),
  one('llm.instructions.messages', z.string()),
  one('llm.instructions.answers', z.string()),
] as const;

/** A change of one setting of the workspace, from its value to another one. Only these changes can be recommended. */
export const settingChangeSchema = z.discriminatedUnion('setting', settingChanges);
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** The change that a recommendation proposes: one of a setting, which Rex can make, or something that only a person can do. */
export const changeSchema = z.discriminatedUnion('setting', [
  ...settingChanges,
  z.object({ setting: z.literal('none'), todo: z.string().describe('What a person should do') }),
]);
export type Change = z.infer<typeof changeSchema>;
