import { RexError } from '../../kernel/errors.ts';
import { KEEP, LEAD_FIELDS, ORDER_FIELDS } from './columns.ts';

/** What a mapping may name, by kind of file. */
const FIELDS_OF = { leads: [...LEAD_FIELDS, KEEP], orders: ORDER_FIELDS } as const;

/** @throws RexError VALIDATION_FAILED when the mapping names a field that this kind of file does not have */
export function checkMapping(kind: keyof typeof FIELDS_OF, mapping: Readonly<Record<string, string>>): void {
  const known: readonly string[] = FIELDS_OF[kind];
  const unknown = Object.keys(mapping).filter((field) => !known.includes(field));
  if (unknown.length === 0) return;
  throw new RexError('VALIDATION_FAILED', `A file of ${kind} has these fields: ${known.join(', ')}.`, {
    fields: unknown.map((field) => ({ path: `body.mapping.${field}`, message: 'is not a field' })),
  });
}
