import * as z from 'zod';
import type { Act, Seat } from './seat.ts';

/** What may be asked for about a work. `about`: the field of the input that names the work; none where the path does. */
export interface NextAct {
  readonly operation: string;
  readonly act: Act;
  readonly about: Readonly<Record<string, string>>;
  /** What else has to be said. */
  readonly needs: readonly string[];
}

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Acts that change a work, or whose input names one of its kind, as far as its state lets them. */
export function nextActs(
  seat: Seat,
  kind: string,
  { id, state }: { readonly id: string; readonly state: string },
): NextAct[] {
  const mayFollow = (seat.kinds[kind]?.states[state] ?? []).length > 0;
  return Object.entries(seat.acts).flatMap(([operation, act]): NextAct[] => {
    if (act.from !== undefined && !act.from.includes(state)) return [];
    const { required = [], properties = {} } = schemaOf(act.input);
    if (act.of !== undefined)
      return act.kind === kind && (act.from !== undefined || mayFollow)
        ? [{ operation, act, about: {}, needs: required }]
        : [];
    const field = [`${kind}Id`, kind].find((name) => name in properties);
    return field === undefined
      ? []
      : [{ operation, act, about: { [field]: id }, needs: required.filter((name) => name !== field) }];
  });
}

const schemaOf = (input: z.ZodType): Schema =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
