import type { SettingChange } from '../../workspaces/contract/setting-change.ts';
import { type Settings, settingsSchema } from '../../workspaces/contract/settings.ts';
import { settingsProblems } from '../../workspaces/domain/settings-problems.ts';

export type Applied =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly reason: string };

/**
 * The settings with the change. The change is possible only while the setting still has the value that it had when the change
 * was proposed. Other settings may have changed meanwhile.
 */
export function applyChange(settings: Settings, { setting, from, to }: SettingChange): Applied {
  const path = setting.split('.');
  const now = read(settings, path);
  if (!isSame(now, from)) {
    const is =
      isText(now) || isText(from) ? 'another text by now' : `${shown(now)} by now and not ${shown(from)}`;
    return refused(`${setting} is ${is}, so the change means something else.`);
  }
  const changed = settingsSchema.safeParse(written(settings, path, to));
  const [problem] = changed.success ? settingsProblems(changed.data) : changed.error.issues;
  return changed.success && !problem
    ? { ok: true, settings: changed.data }
    : refused(
        `The settings do not allow ${setting} to be ${isText(to) ? 'this text' : shown(to)}: ${problem?.message ?? ''}`,
      );
}

const refused = (reason: string): Applied => ({ ok: false, reason });
const shown = (value: unknown): string => JSON.stringify(value);
/** Texts are no reason that anybody reads, and a reason comes into logs: nobody knows whom they name. */
const isText = (value: unknown): boolean => typeof value === 'string';
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
