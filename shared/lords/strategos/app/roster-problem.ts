import { ROSTER } from '../../../guilds/domain/roster.ts';
import type { FieldProblem } from '../../../kernel/errors.ts';

/** Why no agent of that name takes that input; undefined: one does. */
export function rosterProblem(name: string, input: unknown): FieldProblem | undefined {
  const agent = ROSTER.get(name);
  if (!agent) return { path: 'id', message: `There is no agent ${name} in the roster.` };
  const [issue] = agent.does.input.safeParse(input).error?.issues ?? [];
  return issue && { path: ['input', ...issue.path].join('.'), message: issue.message };
}
