import { ArrayField, ChoiceField, ListField } from './array-field.tsx';
import { type FieldProps, useForm } from './context.ts';
import { GroupField, VariantField } from './group-field.tsx';
import { MapField } from './map-field.tsx';
import { resolved, variantsOf } from './schema.ts';
import { EnumField, FlagField, JsonField, NumberField, TextField } from './simple-field.tsx';

/** More options than these are typed and not ticked. */
const MOST_TICKED = 31;

/** The control that fits a schema. */
export function FieldOf(props: FieldProps) {
  const { root } = useForm();
  const { schema } = props;
  if (variantsOf(schema) !== undefined) return <VariantField {...props} />;
  if (schema.enum !== undefined) return <EnumField {...props} />;
  switch (schema.type) {
    case 'boolean':
      return <FlagField {...props} />;
    case 'number':
    case 'integer':
      return <NumberField {...props} />;
    case 'string':
      return <TextField {...props} />;
    case 'object':
      if (schema.properties !== undefined) return <GroupField {...props} />;
      return typeof schema.additionalProperties === 'object' &&
        Object.keys(schema.additionalProperties).length > 0 ? (
        <MapField {...props} of={resolved(schema.additionalProperties, root)} />
      ) : (
        <JsonField {...props} />
      );
    case 'array': {
      const items = resolved(schema.items ?? {}, root);
      const { minimum, maximum, type } = items;
      if (items.enum !== undefined) return <ChoiceField {...props} options={items.enum} />;
      const isRange = type === 'integer' && minimum !== undefined && maximum !== undefined;
      if (isRange && maximum - minimum < MOST_TICKED) {
        const options = Array.from({ length: maximum - minimum + 1 }, (_, n) => minimum + n);
        return <ChoiceField {...props} options={options} sorted />;
      }
      if (type === 'string' || type === 'integer' || type === 'number')
        return <ListField {...props} of={items} />;
      return <ArrayField {...props} of={items} />;
    }
    default:
      return <JsonField {...props} />;
  }
}
