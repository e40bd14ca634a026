import * as z from 'zod';
import { CHANNELS } from '../../channels/contract/channels.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import type { Change, SettingChange } from '../contract/setting-change.ts';

const one = <const S extends string, V extends z.ZodType>(setting: S, value: V) =>
  z.object({ setting: z.literal(setting), from: value, to: value });

const settingChanges = [
  one('dailyBudget', z.number()),
  one('frequencyCap.minHoursBetween', z.number()),
  one('requireConsent', z.boolean()),
  one('sendTime.optimise', z.boolean()),
  one('sendTime.explore', z.number()),
  one('variants', z.array(refuseUnknown(z.enum(VARIANTS)))),
  one('channels.steps', z.array(z.array(refuseUnknown(z.enum(CHANNELS))))),
  one('llm.instructions.messages', z.string()),
  one('llm.instructions.answers', z.string()),
] as const;

/** A stored change of the settings. Changes that this version does not know are neither shown nor made. */
export const settingChangeRecordSchema = z.discriminatedUnion(
  'setting',
  settingChanges,
) satisfies z.ZodType<SettingChange>;

export const changeRecordSchema = z.discriminatedUnion('setting', [
  ...settingChanges,
  z.object({ setting: z.literal('none'), todo: z.string() }),
]) satisfies z.ZodType<Change>;
