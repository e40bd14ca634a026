import type { ReactNode } from 'react';
import { wordsOf } from '../../../ui/badge.tsx';

/** `dormantAfterWeeks` as `Dormant after weeks`. */
export const labelOf = (name: string): string => wordsOf(name.replaceAll(/([A-Z])/g, ' $1'));

/** A value of a record whose shape depends on its kind, as text. */
export function shownValue(value: unknown): ReactNode {
  if (value === null || value === undefined || value === '') return <span className="quiet">–</span>;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') {
    return <span className="number">{brief(value)}</span>;
  }
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    return value.length === 0 ? <span className="quiet">none</span> : value.join(', ');
  }
  if (isFlat(value)) {
    return Object.entries(value)
      .map(([name, each]) => `${labelOf(name)} ${brief(each)}`)
      .join(', ');
  }
  return <pre className="small">{JSON.stringify(value, null, 2)}</pre>;
}

const brief = (value: unknown): string =>
  typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(4)))
    : String(value);

const isFlat = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => typeof each !== 'object');
