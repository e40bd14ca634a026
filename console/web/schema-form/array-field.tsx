import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Checkbox, Field, Textarea } from '../ui/field.tsx';
import { type FieldProps, useForm, useProblem } from './context.ts';
import { emptyOf, hintOf, type JsonSchema, labelOf } from './schema.ts';
import styles from './schema-form.module.css';

type OfProps = FieldProps & { readonly of: JsonSchema };
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

interface ChoiceProps extends FieldProps {
  readonly options: readonly unknown[];
  /** The order says nothing: it is that of the options. */
  readonly sorted?: boolean;
}

/** Some of a few options. Where their order counts, it is that of the choosing, and it is shown. */
export function ChoiceField({
  schema,
  name,
  path,
  label,
  value,
  onChange,
  options,
  sorted = false,
}: ChoiceProps) {
  const { readOnly, names } = useForm();
  const problem = useProblem(path);
  const chosen = listOf(value);
  const toggle = (option: unknown, isOn: boolean) => {
    const next = isOn ? [...chosen, option] : chosen.filter((each) => each !== option);
    onChange(sorted ? options.filter((each) => next.includes(each)) : next);
  };
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      {schema.description === undefined ? null : (
        <p className={styles.hint}>{hintOf({ description: schema.description })}</p>
      )}
      <div className={styles.options}>
        {options.map((option) => {
          const at = chosen.indexOf(option);
          const text = names.options?.[name]?.[String(option)] ?? labelOf(String(option));
          return (
            <Checkbox
              key={String(option)}
              label={
                <>
                  {text}
                  {sorted || at < 0 || chosen.length < 2 ? null : (
                    <span className={styles.order}> {at + 1}.</span>
                  )}
                </>
              }
              checked={at >= 0}
              disabled={readOnly}
              onChange={({ target }) => toggle(option, target.checked)}
            />
          );
        })}
      </div>
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
    </fieldset>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Texts or numbers, one a line. */
export function ListField({ schema, path, label, value, onChange, of }: OfProps) {
  const { readOnly } = useForm();
  const isNumber = of.type !== 'string';
  const now = listOf(value).map(String);
  const [typed, setTyped] = useState(() => now.join('\n'));
  // What is typed stays as it is while it means the same as the value; another value is shown instead.
  const text = linesOf(typed).join('\n') === now.join('\n') ? typed : now.join('\n');
  const { problems } = useForm();
  const own = useProblem(path);
  const inside = problems.find((problem) => problem.path.replace(/^body\./, '').startsWith(`${path}.`));
  const hint = [hintOf({ description: schema.description ?? '' }), 'One a line.'].filter(Boolean).join(' ');
  return (
    <div className={styles.whole}>
      <Field label={label} hint={hint} problem={own ?? inside?.message}>
        {(control) => (
          <Textarea
            {...control}
            rows={Math.min(14, Math.max(3, now.length + 1))}
            inputMode={isNumber ? 'numeric' : 'text'}
            readOnly={readOnly}
            value={text}
            onChange={({ target }) => {
              setTyped(target.value);
              const lines = linesOf(target.value);
              const numbers = lines.map((line) => (Number.isNaN(Number(line)) ? line : Number(line)));
              const isAbsent = lines.length === 0 && schema.default === undefined;
              onChange(isAbsent ? undefined : isNumber ? numbers : lines);
            }}
          />
        )}
      </Field>
    </div>
  );
}

/** A list of things that have fields themselves; their order counts. */
export function ArrayField({ schema, path, label, value, onChange, of }: OfProps) {
  const { root, readOnly, FieldOf } = useForm();
  const problem = useProblem(path);
  const items = listOf(value);
  const one = label.replace(/s$/, '');
  const swap = (at: number) => {
    const next = [...items];
    [next[at - 1], next[at]] = [next[at], next[at - 1]];
    onChange(next);
  };
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {schema.description === undefined ? null : (
        <p className={styles.hint}>{hintOf({ description: schema.description })}</p>
      )}
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
      {items.length === 0 ? <span className="quiet small">None.</span> : null}
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what names an item
        <div key={`${items.length}-${index}`} className={styles.item}>
          <FieldOf
            schema={of}
            name={`${index}`}
            path={`${path}.${index}`}
            label={`${one} ${index + 1}`}
            required
            value={item}
            onChange={(next) => onChange(items.map((each, at) => (at === index ? next : each)))}
          />
          {readOnly ? null : (
            <div className="row">
              {index === 0 ? null : (
                <Button small onClick={() => swap(index)}>
                  Move up<span className="visually-hidden"> {`${one} ${index + 1}`}</span>
                </Button>
              )}
              <Button small onClick={() => onChange(items.filter((_, at) => at !== index))}>
                Remove<span className="visually-hidden"> {`${one} ${index + 1}`}</span>
              </Button>
            </div>
          )}
        </div>
      ))}
      {readOnly || items.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY) ? null : (
        <div>
          <Button small onClick={() => onChange([...items, emptyOf(of, root)])}>
            Add {one.toLowerCase()}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
