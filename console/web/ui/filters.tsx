import { type ReactNode, useEffect, useRef } from 'react';
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

interface SearchFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onChange: (value: string | undefined) => void;
}

/** Takes effect while it is typed: for lists that are there as a whole. */
export function SearchFilter({ label, value = '', placeholder, onChange }: SearchFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  // The address follows what is typed, and may be behind it: it is taken over only while nobody types.
  useEffect(() => {
    const { current } = input;
    if (current !== null && current !== document.activeElement) current.value = value;
  }, [value]);
  return (
    <label className={styles.filter}>
      <span>{label}</span>
      <input
        ref={input}
        type="search"
        autoComplete="off"
        defaultValue={value}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </label>
  );
}
