import { type Provider, providerRow } from '../../../../shared/connections/contract/providers.ts';
import { emptyOf, type JsonSchema, labelOf, schemaOf } from '../../schema-form/schema.ts';

export type Values = Readonly<Record<string, unknown>>;

interface Variant {
  readonly label: string;
  readonly schema: JsonSchema;
}

/** The ways in which a provider takes credentials: one, or one of several. */
export function secretVariants(provider: Provider): readonly Variant[] {
  const schema = schemaOf(providerRow(provider).secret);
  return (schema.anyOf ?? [schema]).map((variant) => ({
    label: Object.keys(variant.properties ?? {})
      .slice(0, 2)
      .map(labelOf)
      .join(' and '),
    schema: variant,
  }));
}

export const accountSchema = (provider: Provider): JsonSchema => schemaOf(providerRow(provider).account);

export const emptyValues = (schema: JsonSchema): Values => emptyOf(schema, schema) as Values;
