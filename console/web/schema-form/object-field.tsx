import { useForm } from './context.ts';
import { FieldOf } from './field-of.tsx';
import { type JsonSchema, labelOf, resolved } from './schema.ts';
import styles from './schema-form.module.css';

interface ObjectFieldsProps {
  readonly schema: JsonSchema;
  readonly only?: readonly string[] | undefined;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The fields of an object beside each other; what has fields of its own is below them. */
export function ObjectFields({ schema, only, path, value, onChange }: ObjectFieldsProps) {
  const { root, names } = useForm();
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([name, property]) => (only?.includes(name) ?? true) && resolved(property, root).const === undefined,
  );
  return (
    <div className={styles.fields}>
      {properties.map(([name, property]) => (
        <FieldOf
          key={name}
          schema={resolved(property, root)}
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
