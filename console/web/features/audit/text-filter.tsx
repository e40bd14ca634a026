import { type FormEvent, useEffect, useState } from 'react';
import styles from './text-filter.module.css';

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onChange: (value: string | undefined) => void;
}

/** A filter that is typed. It takes effect on Enter, or when the field is left. */
export function TextFilter({ label, value = '', placeholder, onChange }: TextFilterProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const apply = () => {
    if (text.trim() !== value) onChange(text.trim() || undefined);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    apply();
  };
  return (
    <form onSubmit={onSubmit}>
      <label className={styles.filter}>
        <span>{label}</span>
        <input
          type="search"
          value={text}
          placeholder={placeholder}
          onBlur={apply}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
    </form>
  );
}
