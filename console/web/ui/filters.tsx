import type { ReactNode } from 'react';
import styles from './filters.module.css';

/** The filters of a list, in one line above it. */
export const Filters = ({ children }: { readonly children: ReactNode }) => (
  <search className={styles.filters}>{children}</search>
);

interface FilterProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly (readonly [value: Value, label: string])[];
  /** Without it there is always a choice. */
  readonly hasAll?: boolean;
  /** `undefined`: all. */
  readonly onChange: (value: Value | undefined) => void;
}

export function Filter<Value extends string>({
  label,
  value,
  options,
  hasAll = true,
  onChange,
}: FilterProps<Value>) {
  return (
    <label className={styles.filter}>
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(options.find(([each]) => each === target.value)?.[0])}
      >
        {hasAll ? <option value="">All</option> : null}
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
