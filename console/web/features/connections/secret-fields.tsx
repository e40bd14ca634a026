import { useId } from 'react';
import type { Provider } from '../../../../shared/connections/contract/providers.ts';
import type { FieldProblem } from '../../api/client.ts';
import { hintOf, labelOf } from '../../schema-form/schema.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import styles from './connections.module.css';
import { emptyValues, secretVariants, type Values } from './secret-schema.ts';

interface SecretFieldsProps {
  readonly provider: Provider;
  readonly variant: number;
  readonly value: Values;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: Values, variant: number) => void;
}

/** Credentials of an account. They are typed like passwords, and kept by no browser. */
export function SecretFields({ provider, variant, value, problems, onChange }: SecretFieldsProps) {
  const id = useId();
  const variants = secretVariants(provider);
  const { properties = {}, required = [] } = variants[variant]?.schema ?? {};
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend>Credentials</legend>
      <p id={id} className="quiet small">
        They go to a vault and are never shown again.
      </p>
      {variants.length === 1 ? null : (
        <Field label="Which credentials">
          {(control) => (
            <Select
              {...control}
              value={variant}
              onChange={({ target }) => {
                const next = Number(target.value);
                const schema = variants[next]?.schema;
                if (schema !== undefined) onChange(emptyValues(schema), next);
              }}
            >
              {variants.map(({ label }, index) => (
                <option key={label} value={index}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {Object.entries(properties).map(([name, schema]) => {
        const problem = problems.find(({ path }) => path.endsWith(`secret.${name}`));
        return (
          <Field key={name} label={labelOf(name)} hint={hintOf(schema)} problem={problem?.message}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="off"
                spellCheck={false}
                required={required.includes(name)}
                value={String(value[name] ?? '')}
                onChange={({ target }) => {
                  const { [name]: _, ...others } = value;
                  const isAbsent = target.value === '' && !required.includes(name);
                  onChange(isAbsent ? others : { ...others, [name]: target.value }, variant);
                }}
              />
            )}
          </Field>
        );
      })}
    </fieldset>
  );
}
