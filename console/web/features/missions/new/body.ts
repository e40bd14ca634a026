import type { z } from 'zod';
import type { MissionType } from '../../../../../shared/missions/contract/mission.ts';
import { createMissionBodySchema } from '../../../../../shared/missions/contract/routes.ts';
import type { FieldProblem } from '../../../api/client.ts';
import type { ParamField } from './fields.ts';

/** What was typed, by the name of the field. Names of parameters stand beside those of the mission itself. */
export type Typed = Readonly<Record<string, string | boolean>>;

type Body = z.output<typeof createMissionBodySchema>;

/** What was typed as a request, or what is wrong with it, with the paths that the API would name. */
export function bodyOf(
  type: MissionType,
  fields: readonly ParamField[],
  typed: Typed,
): { readonly body: Body } | { readonly problems: readonly FieldProblem[] } {
  const given = (name: string): string => String(typed[name] ?? '').trim();
  const deadline = given('deadline');
  const parsed = createMissionBodySchema.safeParse({
    type,
    ...optional('name', given('name')),
    ...optional('priority', given('priority'), Number),
    ...(deadline === '' || Number.isNaN(Date.parse(deadline))
      ? {}
      : { deadline: new Date(deadline).toISOString() }),
    ...optional('workflow', given(`${type}.workflow`)),
    params: Object.assign(
      {},
      ...fields.map(({ name, type: kind }) =>
        kind === 'boolean'
          ? { [name]: typed[name] === true }
          : optional(name, given(name), kind === 'string' ? String : Number),
      ),
    ),
  });
  if (parsed.success) return { body: parsed.data };
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: ['body', ...path.map(String)].join('.'),
      message,
    })),
  };
}

/** A field that is left empty has its default. */
const optional = (name: string, text: string, read: (text: string) => unknown = String): object =>
  text === '' ? {} : { [name]: read(text) };
