import type { ReactNode } from 'react';
import type { ApiError } from '../../../api/client.ts';
import { Field, Input, Select } from '../../../ui/field.tsx';
import styles from './import-details.module.css';

export interface Details {
  readonly defaultCountry?: string;
  readonly dateOrder?: 'day-first' | 'month-first';
}

interface ImportDetailsProps {
  readonly kind: 'leads' | 'orders';
  readonly details: Details;
  readonly onChange: (details: Details) => void;
  readonly error: ApiError | undefined;
  readonly children: ReactNode;
}

/** What the file itself may not tell. */
export function ImportDetails({ kind, details, onChange, error, children }: ImportDetailsProps) {
  const { defaultCountry, dateOrder } = details;
  const problemOf = (name: string) => error?.fields.find(({ path }) => path === `body.${name}`)?.message;
  return (
    <div className={styles.foot}>
      <div className={styles.fields}>
        {kind === 'leads' ? (
          <Field
            label="Country of leads without one"
            hint="Two letters, such as DE. It decides on time zones and on how telephone numbers are read."
            problem={problemOf('defaultCountry')}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={2}
                autoComplete="off"
                value={defaultCountry ?? ''}
                onChange={({ target }) => {
                  const country = target.value.trim().toUpperCase();
                  onChange({
                    ...(dateOrder === undefined ? {} : { dateOrder }),
                    ...(country === '' ? {} : { defaultCountry: country }),
                  });
                }}
              />
            )}
          </Field>
        ) : null}
        <Field label="Dates such as 03/04/2024" problem={problemOf('dateOrder')}>
          {(control) => (
            <Select
              {...control}
              value={dateOrder ?? ''}
              onChange={({ target: { value } }) =>
                onChange({
                  ...(defaultCountry === undefined ? {} : { defaultCountry }),
                  ...(value === 'day-first' || value === 'month-first' ? { dateOrder: value } : {}),
                })
              }
            >
              <option value="">As other rows of the column show</option>
              <option value="day-first">Day first: 3 April</option>
              <option value="month-first">Month first: March 4</option>
            </Select>
          )}
        </Field>
      </div>
      {children}
    </div>
  );
}
