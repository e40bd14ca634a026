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
  /** `undefined`: all. */
  readonly onChange: (value: Value | undefined) => void;
}

export function Filter<Value extends string>({ label, value, options, onChange }: FilterProps<Value>) {
  return (
    <label className={styles.filter}>
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(options.find(([each]) => each === target.value)?.[0])}
      >
        <option value="">All</option>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SearchFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onChange: (value: string | undefined) => void;
}

/** Takes effect while it is typed: for lists that are there as a whole. */
export const SearchFilter = ({ label, value = '', placeholder, onChange }: SearchFilterProps) => (
  <label className={styles.filter}>
    <span>{label}</span>
    <input
      type="search"
      autoComplete="off"
      value={value}
      placeholder={placeholder}
      onChange={({ target }) => onChange(target.value || undefined)}
    />
  </label>
);
