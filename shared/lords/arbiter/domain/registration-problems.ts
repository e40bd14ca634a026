import type { z } from 'zod';
import type { FieldProblem } from '../../../kernel/errors.ts';
import type { Figures, registerInputSchema } from '../contract/schemas.ts';

/** What a schema cannot say of a registration. */
export function registrationProblems({
  type,
  parties,
  dispute,
  resource,
  decisionId,
}: z.output<typeof registerInputSchema>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string): void => void problems.push({ path: `body.${path}`, message });
  for (const [n, { kind, id }] of parties.entries()) {
    if (parties.findIndex((each) => each.kind === kind && each.id === id) < n)
      add(`parties.${n}.id`, `is there already: ${id}`);
  }
  if (type === 'decision_challenge' && decisionId === undefined)
    add('decisionId', 'is missing: name the decision that is challenged');
  if (type !== 'decision_challenge' && decisionId !== undefined)
    add('decisionId', 'is only for a decision_challenge');
  if (resource !== undefined) {
    if (dispute !== undefined) add('resource', 'stands in the place of a dispute');
    for (const [n, { kind }] of parties.entries())
      if (kind !== 'mission') add(`parties.${n}.kind`, `is ${kind}, and only missions claim a resource`);
  }
  return [...problems, ...(dispute ? figureProblems(dispute, parties) : [])];
}

/** What a schema cannot say of the numbers of a conflict. */
export function figureProblems(dispute: Figures, parties: readonly unknown[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string): void => void problems.push({ path: `body.${path}`, message });
  if (dispute.kind === 'claims') {
    if (dispute.claims.length !== parties.length)
      add('dispute.claims', `has ${dispute.claims.length} claims for ${parties.length} parties`);
    if (dispute.whole && ![dispute.estate, ...dispute.claims].every(Number.isInteger))
      add('dispute.whole', 'is true, so the estate and all claims are whole numbers');
  }
  if (dispute.kind === 'choice') {
    const { alternatives, values } = dispute;
    if (values.length !== parties.length)
      add('dispute.values', `has ${values.length} rows for ${parties.length} parties`);
    for (const [n, row] of values.entries()) {
      if (row.length !== alternatives.length)
        add(`dispute.values.${n}`, `has ${row.length} values for ${alternatives.length} alternatives`);
    }
    for (const [n, { name }] of alternatives.entries()) {
      if (alternatives.findIndex((each) => each.name === name) < n)
        add(`dispute.alternatives.${n}.name`, `is there already: ${name}`);
    }
  }
  return problems;
}
