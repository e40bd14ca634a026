interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** `input.items.0.reach is missing: …`, as an agent says what it lacks. */
const LACKS = /^(?:payload\.)?input\.([\w.]*\w)[:.]? (.+)$/s;

/** What is wrong with the input of a run, by its fields: as the API refused it, or as the agent could not go on with it. */
export function inputProblems(refused: readonly FieldProblem[], error: string | null): FieldProblem[] {
  const lacking = LACKS.exec(error ?? '');
  return [
    ...refused.map(({ path, message }) => ({ path: path.replace(/^body\.input\./, ''), message })),
    ...(lacking === null ? [] : [{ path: lacking[1] ?? '', message: lacking[2] ?? '' }]),
  ];
}
