import * as z from 'zod';
import { CliError } from './cli-error.ts';
import { renderTable } from './terminal/table.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
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

const WIDEST = 80;

/**
 * The fields of an input, those of records in it below them: what `--value` and `--input` may name. What a field takes stands
 * below the table where it is too long for a column: somebody chooses from it, so nothing of it is cut off.
 */
export function actFields(input: z.ZodType): string {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
  const fields = fieldsOf(schema, schema.$defs ?? {});
  if (fields.length === 0) return 'It needs nothing.';
  const isLong = ({ takes }: Field): boolean => takes.length > WIDEST;
  const table = renderTable(fields, [
    { title: 'Field', cell: ({ path }) => path },
    { title: 'Needed', cell: ({ isNeeded }) => (isNeeded ? 'yes' : 'no') },
    { title: 'Takes', cell: (field) => (isLong(field) ? 'listed below' : field.takes), maxWidth: WIDEST },
    { title: 'What it is', cell: ({ about }) => about, maxWidth: 100 },
  ]);
  return [table, ...fields.filter(isLong).map(({ path, takes }) => `${path} takes ${takes}`)].join('\n\n');
}

type Definitions = Readonly<Record<string, Schema>>;

/** A schema that has a name stands elsewhere in the document. */
const found = (schema: Schema, definitions: Definitions): Schema =>
  schema.$ref === undefined
    ? schema
    : { ...definitions[schema.$ref.replace('#/$defs/', '')], ...withoutRef(schema) };
const withoutRef = ({ $ref: _, ...rest }: Schema): Schema => rest;

/** @param when which of several records the fields belong to, where there are several */
const fieldsOf = (
  { properties = {}, required = [] }: Schema,
  definitions: Definitions,
  under = '',
  when = '',
): Field[] =>
  Object.entries(properties).flatMap(([name, at]) => {
    const field = found(at, definitions);
    // What tells the records apart stands once, above them.
    if (when !== '' && field.const !== undefined) return [];
    const path = `${under}${name}`;
    const own: Field = {
      path,
      takes: takesOf(field, definitions),
      isNeeded: required.includes(name),
      about: [when, field.description].filter(Boolean).join('; '),
    };
    return [own, ...innerFields(field, path, definitions)];
  });

function innerFields(field: Schema, path: string, definitions: Definitions): Field[] {
  const inner = found(field.items ?? field, definitions);
  const under = field.items ? `${path}[].` : `${path}.`;
  const shapes = (inner.anyOf ?? inner.oneOf ?? []).map((each) => found(each, definitions));
  const mark = Object.keys(shapes[0]?.properties ?? {}).find((name) =>
    shapes.every(({ properties }) => properties?.[name]?.const !== undefined),
  );
  if (mark === undefined) return [inner, ...shapes].flatMap((shape) => fieldsOf(shape, definitions, under));
  const named = shapes.map((shape) => JSON.stringify(shape.properties?.[mark]?.const));
  const own: Field = { path: under + mark, takes: named.join(' or '), isNeeded: true, about: '' };
  return [
    own,
    ...shapes.flatMap((shape, n) => fieldsOf(shape, definitions, under, `Where ${mark} is ${named[n]}`)),
  ];
}

function takesOf(of: Schema, definitions: Definitions): string {
  const { type, enum: names, const: one, items, anyOf, oneOf, default: left } = found(of, definitions);
  const beside = left === undefined ? '' : ` (${JSON.stringify(left)} where it is left out)`;
  if (names) return names.join(', ') + beside;
  if (one !== undefined) return JSON.stringify(one);
  if (items) return `a list of ${takesOf(items, definitions)}${beside}`;
  const several = anyOf ?? oneOf;
  if (several) return [...new Set(several.map((each) => takesOf(each, definitions)))].join(' or ') + beside;
  return (type === 'object' ? 'a record' : (type ?? 'anything')) + beside;
}

/**
 * A refusal whose fields are called as they stand in the input: they are no options of the command.
 * @param hint where the fields are described
 */
export const byField = (error: unknown, hint: string): unknown => {
  if (!(error instanceof CliError)) return error;
  const bare = (text: string): string => text.replaceAll(/body\.(?=\w)/g, '');
  const fields = error.fields.map(({ path, message }) => ({ path: bare(path), message }));
  const next = fields.length > 0 ? `\n${hint}` : '';
  return new CliError(error.code, bare(error.message) + next, {
    fields,
    fault: error.fault,
    cause: error.cause,
  });
};
