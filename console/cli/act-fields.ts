import * as z from 'zod';
import { CliError } from './cli-error.ts';
import { renderTable } from './terminal/table.ts';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Field {
  readonly path: string;
  readonly takes: string;
  readonly isNeeded: boolean;
  readonly about: string;
}

/** The fields of an input, those of records in it below them: what `--value` and `--input` may name. */
export function actFields(input: z.ZodType): string {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
  const fields = fieldsOf(schema, '');
  if (fields.length === 0) return 'It needs nothing.';
  return renderTable(fields, [
    { title: 'Field', cell: ({ path }) => path },
    { title: 'Needed', cell: ({ isNeeded }) => (isNeeded ? 'yes' : 'no') },
    { title: 'Takes', cell: ({ takes }) => takes, maxWidth: 80 },
    { title: 'What it is', cell: ({ about }) => about, maxWidth: 100 },
  ]);
}

const fieldsOf = ({ properties = {}, required = [] }: Schema, under: string): Field[] =>
  Object.entries(properties).flatMap(([name, field]) => {
    const path = `${under}${name}`;
    const own: Field = {
      path,
      takes: takesOf(field),
      isNeeded: required.includes(name),
      about: field.description ?? '',
    };
    const inner = field.items ?? field;
    const shapes = [inner, ...(inner.anyOf ?? []), ...(inner.oneOf ?? [])];
    return [own, ...shapes.flatMap((shape) => fieldsOf(shape, field.items ? `${path}[].` : `${path}.`))];
  });

function takesOf({ type, enum: names, const: one, items, anyOf, oneOf, default: of }: Schema): string {
  const beside = of === undefined ? '' : ` (${JSON.stringify(of)} where it is left out)`;
  if (names) return names.join(', ') + beside;
  if (one !== undefined) return JSON.stringify(one);
  if (items) return `a list of ${takesOf(items)}${beside}`;
  const several = anyOf ?? oneOf;
  if (several) return [...new Set(several.map(takesOf))].join(' or ') + beside;
  return (type === 'object' ? 'a record' : (type ?? 'anything')) + beside;
}

/** A refusal whose fields are called as they stand in the input: they are no options of the command. */
export const byField = (error: unknown): unknown => {
  if (!(error instanceof CliError)) return error;
  const bare = (text: string): string => text.replaceAll(/body\.(?=\w)/g, '');
  const fields = error.fields.map(({ path, message }) => ({ path: bare(path), message }));
  return new CliError(error.code, bare(error.message), { fields, fault: error.fault, cause: error.cause });
};
