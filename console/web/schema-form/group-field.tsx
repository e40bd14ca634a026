import { useId } from 'react';
import { Button } from '../ui/button.tsx';
import { Field, Select } from '../ui/field.tsx';
import { type FieldProps, useForm, useProblem } from './context.ts';
import { ObjectFields } from './object-field.tsx';
import { emptyOf, hintOf, resolved, variantIndex, variantLabel, variantsOf } from './schema.ts';
import styles from './schema-form.module.css';

/** An object inside the form. One that may be absent is set up and taken away by buttons. */
export function GroupField({ schema, path, label, required, value, onChange }: FieldProps) {
  const { root, readOnly } = useForm();
  const problem = useProblem(path);
  const id = useId();
  const mayBeAbsent = !required && schema.default === undefined;
  return (
    <fieldset className={styles.group} aria-describedby={schema.description ? id : undefined}>
      <legend>{label}</legend>
      {schema.description === undefined ? null : (
        <p id={id} className={styles.hint}>
          {hintOf({ description: schema.description })}
        </p>
      )}
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
      {value === undefined && mayBeAbsent ? (
        <div className="row">
          <span className="quiet small">Not set up.</span>
          {readOnly ? null : (
            <Button small onClick={() => onChange(emptyOf({ ...schema, default: undefined }, root))}>
              Set up {label}
            </Button>
          )}
        </div>
      ) : (
        <>
          <ObjectFields schema={schema} path={path} value={value} onChange={onChange} />
          {mayBeAbsent && !readOnly ? (
            <div>
              <Button small onClick={() => onChange(undefined)}>
                Remove {label}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </fieldset>
  );
}

/** One of several kinds of values: which one, and then its own control. */
export function VariantField(props: FieldProps) {
  const { schema, label, value, onChange } = props;
  const { root, readOnly, FieldOf } = useForm();
  const variants = variantsOf(schema) ?? [];
  const index = variantIndex(variants, value, root);
  const chosen = resolved(variants[index] ?? {}, root);
  const isNothing = chosen.type === 'null' || chosen.const !== undefined;
  return (
    <div className={`${styles.whole} ${styles.item}`}>
      <Field label={`${label}: kind`} hint={hintOf({ description: schema.description ?? '' })}>
        {(control) => (
          <Select
            {...control}
            disabled={readOnly}
            value={index}
            onChange={({ target }) => {
              const next = variants[Number(target.value)] ?? {};
              onChange(resolved(next, root).type === 'null' ? null : emptyOf(next, root));
            }}
          >
            {variants.map((variant, each) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: variants have no other name
              <option key={each} value={each}>
                {variantLabel(variant, root)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isNothing ? null : (
        <FieldOf key={index} {...props} required schema={{ ...chosen, default: undefined }} />
      )}
    </div>
  );
}
