import { type FocusEvent, type KeyboardEvent, useId, useState } from 'react';
import { wordsOf } from '../ui/badge.tsx';
import { Checkbox, Field, Input, Select, Textarea } from '../ui/field.tsx';
import { type FieldProps, useForm, useProblem } from './context.ts';
import { hintOf, isLong, webAddressOf } from './schema.ts';
import styles from './schema-form.module.css';

export function TextField({ schema, name, path, label, required, value, onChange }: FieldProps) {
  const { readOnly, names } = useForm();
  const proposals = names.proposals?.[name];
  const list = useId();
  const hasLines = isLong(schema);
  const mayBeAbsent = !required && schema.default === undefined;
  const attributes = {
    value: String(value ?? ''),
    required,
    readOnly,
    maxLength: schema.maxLength,
    onChange: ({ target }: { target: { value: string } }) =>
      onChange(target.value === '' && mayBeAbsent ? undefined : target.value),
  };
  return (
    <div className={hasLines ? styles.whole : undefined}>
      <Field label={label} hint={hintOf(schema)} problem={useProblem(path)}>
        {(control) =>
          hasLines ? (
            <Textarea {...control} {...attributes} />
          ) : (
            <Input
              {...control}
              {...attributes}
              type={inputType(schema.format)}
              {...(schema.format === 'uri' ? completing(onChange) : {})}
              list={proposals === undefined ? undefined : list}
              autoComplete="off"
            />
          )
        }
      </Field>
      {proposals === undefined ? null : (
        <datalist id={list}>
          {proposals.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </div>
  );
}

/** Before the browser judges the field: when it is left, and when Enter submits the form. */
const completing = (onChange: FieldProps['onChange']) => {
  const complete = ({ value }: HTMLInputElement) => {
    const address = webAddressOf(value);
    if (address !== value) onChange(address);
  };
  return {
    onBlur: ({ currentTarget }: FocusEvent<HTMLInputElement>) => complete(currentTarget),
    onKeyDown: ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
      if (key === 'Enter') complete(currentTarget);
    },
  };
};

const inputType = (format: string | undefined): string =>
  ({ date: 'date', uri: 'url', email: 'email' })[format ?? ''] ?? 'text';

export function NumberField({ schema, path, label, required, value, onChange }: FieldProps) {
  const { readOnly } = useForm();
  return (
    <Field label={label} hint={hintOf(schema)} problem={useProblem(path)}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
          step={schema.type === 'integer' ? 1 : 'any'}
          min={schema.minimum}
          max={schema.maximum}
          required={required}
          readOnly={readOnly}
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
        />
      )}
    </Field>
  );
}

const capital = (letter: string): string => letter.toUpperCase();

export function FlagField({ schema, path, label, value, onChange }: FieldProps) {
  const { readOnly } = useForm();
  const problem = useProblem(path);
  const hint = useId();
  const says = hintOf({
    description: schema.description?.replace(/^true: /, '').replace(/^\w/, capital) ?? '',
  });
  return (
    <div>
      <Checkbox
        label={label}
        checked={value === true}
        disabled={readOnly}
        aria-describedby={says === undefined ? undefined : hint}
        onChange={({ target }) => onChange(target.checked)}
      />
      {says === undefined ? null : (
        <p id={hint} className={styles.hint}>
          {says}
        </p>
      )}
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
    </div>
  );
}

export function EnumField({ schema, name, path, label, required, value, onChange }: FieldProps) {
  const { readOnly, names } = useForm();
  const options = schema.enum ?? [];
  const mayBeAbsent = !required && schema.default === undefined;
  return (
    <Field label={label} hint={hintOf({ ...schema, default: undefined })} problem={useProblem(path)}>
      {(control) => (
        <Select
          {...control}
          disabled={readOnly}
          value={value === undefined ? '' : String(value)}
          onChange={({ target }) => onChange(options.find((each) => String(each) === target.value))}
        >
          {mayBeAbsent || value === undefined ? <option value="">–</option> : null}
          {options.map((each) => (
            <option key={String(each)} value={String(each)}>
              {names.options?.[name]?.[String(each)] ?? wordsOf(String(each))}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** What no other control fits: as JSON. It is taken over when it can be read. */
export function JsonField({ schema, path, label, value, onChange }: FieldProps) {
  const { readOnly } = useForm();
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [unread, setUnread] = useState<string>();
  const problem = useProblem(path);
  return (
    <div className={styles.whole}>
      <Field
        label={label}
        hint={hintOf({ ...schema, default: undefined }) ?? 'As JSON.'}
        problem={unread ?? problem}
      >
        {(control) => (
          <Textarea
            {...control}
            readOnly={readOnly}
            spellCheck={false}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              try {
                onChange(target.value.trim() === '' ? undefined : JSON.parse(target.value));
                setUnread(undefined);
              } catch (error) {
                setUnread(`This is not JSON yet: ${(error as Error).message}`);
              }
            }}
          />
        )}
      </Field>
    </div>
  );
}
