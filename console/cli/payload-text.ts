import * as z from 'zod';
import { renderFacts } from './terminal/table.ts';

/** What of JSON Schema says how a payload looks. */
const schemaSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
});

/** The fields of a payload, those that may be left out in brackets: what each takes, and what it is for. */
export function payloadFields(schema: unknown): string {
  const { properties = {}, required } = schemaSchema.parse(schema);
  return renderFacts(
    Object.entries(properties).map(([name, field]): [string, string] => [
      named(name, required),
      [schemaSchema.parse(field).description, shape(field)].filter((part) => part !== undefined).join('\n'),
    ]),
  );
}

const named = (name: string, required: readonly string[]): string =>
  required.includes(name) ? name : `[${name}]`;

function shape(field: unknown): string {
  const { type = 'anything', items, properties, required, ...is } = schemaSchema.parse(field);
  const choices = is.enum ?? (is.const === undefined ? undefined : [is.const]);
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' or ');
  const some = is.anyOf ?? is.oneOf;
  if (some) return some.map(shape).join('\nor ');
  if (items !== undefined) return `a list of ${shape(items)}`;
  if (!properties) return type;
  const fields = Object.entries(properties).map(([name, each]) => `${named(name, required)}: ${shape(each)}`);
  return `{ ${fields.join(', ')} }`;
}
