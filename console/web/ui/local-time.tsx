import type { ComponentProps } from 'react';
import { Input } from './field.tsx';

const MINUTE_MS = 60_000;

interface LocalTimeProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> {
  /** An instant; empty for none. */
  readonly value: string;
  readonly onChange: (instant: string) => void;
}

/** An instant, entered in the time zone of the person. */
export const LocalTime = ({ value, onChange, ...rest }: LocalTimeProps) => (
  <Input
    {...rest}
    type="datetime-local"
    value={value === '' ? '' : localOf(value)}
    onChange={({ target }) => onChange(target.value === '' ? '' : new Date(target.value).toISOString())}
  />
);

const localOf = (instant: string): string => {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
};
