import { useState } from 'react';
import type { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import { Field, Select } from './field.tsx';
import { Problem } from './notice.tsx';

interface PickGroup {
  /** Above its options, where there is more than one group. */
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

interface PickFormProps {
  readonly label: string;
  readonly hint?: string;
  readonly groups: readonly PickGroup[];
  /** Said instead of the form when there is nothing to pick. */
  readonly none: string;
  readonly busy: boolean;
  readonly error: ApiError | null;
  readonly onPick: (value: string) => void;
}

/** Adds one of what there is; the first is chosen before somebody has chosen. */
export function PickForm({ label, hint, groups, none, busy, error, onPick }: PickFormProps) {
  const [chosen, setChosen] = useState<string>();
  const filled = groups.filter(({ options }) => options.length > 0);
  const value = chosen ?? filled[0]?.options[0]?.value;
  if (value === undefined) return <p>{none}</p>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onPick(value);
      }}
    >
      <Field label={label} hint={hint}>
        {(control) => (
          <Select {...control} value={value} onChange={({ target }) => setChosen(target.value)}>
            {groups.length === 1 ? (
              <Options of={filled[0]} />
            ) : (
              filled.map((group) => (
                <optgroup key={group.label} label={group.label}>
                  <Options of={group} />
                </optgroup>
              ))
            )}
          </Select>
        )}
      </Field>
      {error ? <Problem error={error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          Add
        </Button>
      </div>
    </form>
  );
}

const Options = ({ of }: { readonly of: PickGroup | undefined }) =>
  of?.options.map(({ value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
