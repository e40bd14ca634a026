import { type JsonSchema, labelOf, resolved } from '../../../schema-form/schema.ts';

interface ShapeRow {
  readonly name: readonly string[];
  readonly depth: number;
  /** Its type in words. */
  readonly is: string;
  readonly meaning: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  object: 'Record',
  null: 'Nothing',
};
const MANY: Readonly<Record<string, string>> = {
  string: 'texts',
  number: 'numbers',
  integer: 'whole numbers',
  object: 'records',
};

/** A value that may be of several kinds, or of one and nothing. */
function kindsOf({ anyOf, oneOf, ...is }: JsonSchema): readonly JsonSchema[] | undefined {
  const types: unknown = is.type;
  return anyOf ?? oneOf ?? (Array.isArray(types) ? types.map((type) => ({ ...is, type })) : undefined);
}

function wordsOfType(schema: JsonSchema, root: JsonSchema): string {
  const is = resolved(schema, root);
  const [first, ...others] = kindsOf(is) ?? [];
  if (first !== undefined)
    return [wordsOfType(first, root), ...others.map((each) => wordsOfType(each, root).toLowerCase())].join(
      ' or ',
    );
  if (is.enum !== undefined) return `One of ${is.enum.map(String).join(', ')}`;
  if (is.type === 'array') return `List of ${MANY[resolved(is.items ?? {}, root).type ?? ''] ?? 'values'}`;
  if (is.format === 'date') return 'Day';
  return TYPES[is.type ?? ''] ?? 'Any value';
}

/** The fields of a schema in the order in which they are read, those of records below them. */
export function shapeOf(
  schema: JsonSchema,
  root = schema,
  path: readonly string[] = [],
): readonly ShapeRow[] {
  const is = resolved(schema, root);
  const inside = is.type === 'array' ? resolved(is.items ?? {}, root) : is;
  return Object.entries(inside.properties ?? {}).flatMap(([name, field]) => {
    const here = [...path, labelOf(name)];
    const meaning = resolved(field, root).description ?? '';
    return [
      { name: here, depth: path.length, is: wordsOfType(field, root), meaning },
      ...shapeOf(field, root, here),
    ];
  });
}
