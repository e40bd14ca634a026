import type { SettingChange } from '../../workspaces/contract/setting-change.ts';
import { type Settings, settingsSchema } from '../../workspaces/contract/settings.ts';
import { settingsProblems } from '../../workspaces/domain/settings-problems.ts';

export type Applied =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly reason: string };

/**
 * The settings with the change. It fits only where the setting still is what it was when the change was made: other
 * settings may have changed meanwhile, and what they are makes no difference to it.
 */
export function applyChange(settings: Settings, { setting, from, to }: SettingChange): Applied {
  const path = setting.split('.');
  const now = read(settings, path);
  if (!isSame(now, from)) {
    return refused(
      `${setting} is ${shown(now)} by now and not ${shown(from)}, so the change means something else.`,
    );
  }
  const changed = settingsSchema.safeParse(written(settings, path, to));
  const [problem] = changed.success ? settingsProblems(changed.data) : changed.error.issues;
  return changed.success && !problem
    ? { ok: true, settings: changed.data }
    : refused(`The settings do not allow ${setting} to be ${shown(to)}: ${problem?.message ?? ''}`);
}

const refused = (reason: string): Applied => ({ ok: false, reason });
const shown = (value: unknown): string => JSON.stringify(value);
const isSame = (a: unknown, b: unknown): boolean => shown(a) === shown(b);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const read = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, name) => fieldsOf(inner)[name], value);

function written(value: unknown, [name, ...rest]: readonly string[], to: unknown): unknown {
  if (name === undefined) return to;
  const fields = fieldsOf(value);
  return { ...fields, [name]: written(fields[name], rest, to) };
}
