import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { type FieldProps, useForm, useProblem } from './context.ts';
import { emptyOf, hintOf, type JsonSchema } from './schema.ts';
import styles from './schema-form.module.css';

/** Values by a name that people choose: limits by provider, templates by domain. */
export function MapField({
  schema,
  path,
  label,
  value,
  onChange,
  of,
}: FieldProps & { readonly of: JsonSchema }) {
  const { root, readOnly, FieldOf } = useForm();
  const problem = useProblem(path);
  const [name, setName] = useState('');
  const entries = (value ?? {}) as Readonly<Record<string, unknown>>;
  const key = name.trim();
  const add = () => {
    if (key === '' || key in entries) return;
    onChange({ ...entries, [key]: emptyOf(of, root) });
    setName('');
  };
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {schema.description === undefined ? null : (
        <p className={styles.hint}>{hintOf({ description: schema.description })}</p>
      )}
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
      {Object.entries(entries).map(([each, field]) => (
        <div key={each} className={styles.item}>
          <FieldOf
            schema={of}
            name={each}
            path={`${path}.${each}`}
            label={each}
            required
            value={field}
            onChange={(next) => onChange({ ...entries, [each]: next })}
          />
          {readOnly ? null : (
            <div>
              <Button
                small
                onClick={() => {
                  const { [each]: _, ...others } = entries;
                  onChange(others);
                }}
              >
                Remove {each}
              </Button>
            </div>
          )}
        </div>
      ))}
      {readOnly ? null : (
        <Field label={`Add to ${label}`} hint="Its name.">
          {(control) => (
            <div className={styles.add}>
              <Input
                {...control}
                value={name}
                onChange={({ target }) => setName(target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  add();
                }}
              />
              <Button small disabled={key === '' || key in entries} onClick={add}>
                Add
              </Button>
            </div>
          )}
        </Field>
      )}
      {readOnly && Object.keys(entries).length === 0 ? <span className="quiet small">None.</span> : null}
    </fieldset>
  );
}
