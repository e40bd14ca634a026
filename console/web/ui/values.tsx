import type { ReactNode } from 'react';
import { Facts } from './facts.tsx';
import { labelOf } from './label-of.ts';
import { Time } from './time.tsx';
import styles from './values.module.css';

/** A record of any shape, field by field. Records in it are indented below their names. */
export function Values({ of: record }: { readonly of: object }) {
  const fields = Object.entries(record).filter(([, value]) => value !== undefined);
  if (fields.length === 0) return <span className="quiet">nothing</span>;
  return <Facts of={fields.map(([name, value]) => [labelOf(name), <Value key={name} of={value} />])} />;
}

/** A value of any kind as a person reads it. */
export function Value({ of: value }: { readonly of: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return <span className="quiet">–</span>;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return <span className="number">{brief(value)}</span>;
  if (typeof value === 'string') return isInstant(value) ? <Time at={value} /> : value;
  if (Array.isArray(value)) return <List of={value} />;
  if (typeof value !== 'object') return String(value);
  if (isFlatCount(value)) {
    return Object.entries(value)
      .map(([name, each]) => `${labelOf(name)} ${brief(each)}`)
      .join(', ');
  }
  return (
    <div className={styles.nested}>
      <Values of={value} />
    </div>
  );
}

function List({ of: values }: { readonly of: readonly unknown[] }) {
  if (values.length === 0) return <span className="quiet">none</span>;
  if (values.every((each) => typeof each !== 'object')) return values.map(String).join(', ');
  return (
    <ul className={styles.list}>
      {values.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a recorded list does not change its order
        <li key={index}>
          <Value of={each} />
        </li>
      ))}
    </ul>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const isInstant = (value: string): boolean => INSTANT.test(value);

const brief = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

/** Numbers by name, such as reasons with their counts, fit into a line. */
const isFlatCount = (value: object): value is Readonly<Record<string, number>> => {
  const values = Object.values(value);
  return values.length > 0 && values.length <= 4 && values.every((each) => typeof each === 'number');
};
