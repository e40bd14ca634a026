import { usageError } from './cli-error.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a name such as `tasks.limits.social`; undefined: nothing. */
export const valueAt = (settings: unknown, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (is, part) => (isFields(is) && Object.hasOwn(is, part) ? is[part] : undefined),
      settings,
    );

/**
 * Settings in which each `NAME=VALUE` was set; the rest stays. A value that is JSON is that, and any other is a text.
 * @throws CliError of code USAGE
 */
export const withValues = (settings: Fields, assignments: readonly string[]): Fields =>
  assignments.reduce((is, assignment) => {
    const at = assignment.indexOf('=');
    if (at < 1) throw usageError(`"${assignment}" of --value is not NAME=VALUE.`);
    return placed(is, assignment.slice(0, at).split('.'), jsonOrText(assignment.slice(at + 1)));
  }, settings);

function placed(is: unknown, [name = '', ...rest]: readonly string[], value: unknown): Fields {
  const fields = isFields(is) ? is : {};
  // Not by assignment, which would change what all objects inherit for a name such as __proto__.
  const inner = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const entry = [name, rest.length === 0 ? value : placed(inner, rest, value)] as const;
  return Object.fromEntries([...Object.entries(fields).filter(([other]) => other !== name), entry]);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
