import { useId } from 'react';
import { Checkbox, Field, Input, Textarea } from '../../../ui/field.tsx';
import { paramLabel } from '../param-label.ts';
import type { ParamField as Param } from './fields.ts';

const LONG = 200;

interface ParamFieldProps {
  readonly field: Param;
  readonly value: string | boolean | undefined;
  readonly onChange: (value: string | boolean) => void;
  readonly problem?: string | undefined;
  /** What becomes of it, beside what it is. */
  readonly note?: string | undefined;
  /** What is known to fit. */
  readonly suggestions?: readonly { readonly value: string; readonly label: string }[] | undefined;
}

/** `true: do everything except sending` says what the box is for. */
const withoutTrue = (description = ''): string => {
  const text = description.replace(/^true: /, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A control for a parameter, as its schema describes it. Its default is shown where nothing is typed. */
export function ParamField({ field, value, onChange, problem, note, suggestions }: ParamFieldProps) {
  const list = useId();
  const { name, type, description, minimum, maximum, maxLength = 0, format } = field;
  const label = paramLabel(name);
  const typed = String(value ?? '');
  if (type === 'boolean') {
    return (
      <div>
        <Checkbox
          label={label}
          checked={value === true}
          onChange={({ target }) => onChange(target.checked)}
        />
        <p className="quiet small">{withoutTrue(description)}</p>
      </div>
    );
  }
  const hint = [description, note].filter(Boolean).join('. ');
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => {
        const shared = {
          ...control,
          value: typed,
          placeholder: field.default === undefined ? undefined : String(field.default),
          onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
        };
        if (type === 'string' && maxLength >= LONG)
          return <Textarea {...shared} rows={2} maxLength={maxLength} />;
        if (type === 'string') {
          return (
            <>
              <Input
                {...shared}
                type={format === 'date' ? 'date' : 'text'}
                list={suggestions === undefined ? undefined : list}
              />
              {suggestions === undefined ? null : (
                <datalist id={list}>
                  {suggestions.map((each) => (
                    <option key={each.value} value={each.value}>
                      {each.label}
                    </option>
                  ))}
                </datalist>
              )}
            </>
          );
        }
        return (
          <Input
            {...shared}
            type="number"
            min={minimum}
            max={maximum}
            step={type === 'integer' ? 1 : 'any'}
          />
        );
      }}
    </Field>
  );
}
