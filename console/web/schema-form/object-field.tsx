import { useForm } from './context.ts';
import { type JsonSchema, labelOf, resolved } from './schema.ts';
import styles from './schema-form.module.css';

interface ObjectFieldsProps {
  readonly schema: JsonSchema;
  readonly only?: readonly string[] | undefined;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const isGroup = ({ type }: JsonSchema): boolean => type === 'object' || type === 'array';

/** The fields of an object beside each other; what has fields of its own is below them. */
export function ObjectFields({ schema, only, path, value, onChange }: ObjectFieldsProps) {
  const { root, names, FieldOf } = useForm();
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  const properties = Object.entries(schema.properties ?? {})
    .map(([name, property]) => [name, resolved(property, root)] as const)
    .filter(([name, property]) => (only?.includes(name) ?? true) && property.const === undefined)
    .toSorted(([, one], [, other]) => Number(isGroup(one)) - Number(isGroup(other)));
  return (
    <div className={styles.fields}>
      {properties.map(([name, property]) => (
        <FieldOf
          key={name}
          schema={property}
          name={name}
          path={path === '' ? name : `${path}.${name}`}
          label={names.fields?.[name] ?? labelOf(name)}
          required={schema.required?.includes(name) ?? false}
          value={fields[name]}
          onChange={(next) => {
            const { [name]: _, ...others } = fields;
            onChange(next === undefined ? others : { ...fields, [name]: next });
          }}
        />
      ))}
    </div>
  );
}
