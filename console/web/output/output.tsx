import { Link } from '@tanstack/react-router';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { hintOf, type JsonSchema } from '../schema-form/schema.ts';
import { State } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { labelOf } from '../ui/label-of.ts';
import { useTell } from '../ui/toast.tsx';
import { Value } from '../ui/values.tsx';
import styles from './output.module.css';
import { documentOf, inOrder, isNumeric, numberOf, partsOf, type Row } from './output-parts.ts';

interface OutputProps {
  readonly of: Readonly<Record<string, unknown>>;
  readonly schema: JsonSchema;
}

/** A result as a person reads it: what is one value as facts, records in a table, texts one below another. */
export function Output({ of: output, schema }: OutputProps) {
  const { facts, lists } = partsOf(output, schema);
  return (
    <div className="stack">
      {facts.length === 0 ? null : (
        <Facts
          of={facts.map(([name, value]) => [labelOf(name), <One key={name} name={name} of={value} />])}
        />
      )}
      {lists.map(([name, values]) => {
        const { description: about, items = {} } = schema.properties?.[name] ?? {};
        return (
          <section key={name} className="stack-tight" aria-label={labelOf(name)}>
            <h3>{labelOf(name)}</h3>
            {about === undefined ? null : <p className="quiet small">{hintOf({ description: about })}</p>}
            <List name={name} of={values} schema={items} />
          </section>
        );
      })}
    </div>
  );
}

interface ListProps<Value> {
  readonly name: string;
  readonly of: readonly Value[];
  /** Of one of them. */
  readonly schema: JsonSchema;
}

function List({ name, of: values, schema }: ListProps<unknown>) {
  if (values.length === 0) return <p className="quiet">None.</p>;
  if (values.every((each) => typeof each === 'object' && each !== null))
    return <Rows name={name} of={values as readonly Row[]} schema={schema} />;
  if (name === 'drafts') return <Drafts of={values.map(String)} />;
  return <p>{values.map(String).join(', ')}</p>;
}

/** Texts that are to be used elsewhere: each can be copied. */
function Drafts({ of: drafts }: { readonly of: readonly string[] }) {
  const tell = useTell();
  return (
    <ul className="stack-tight">
      {drafts.map((draft, n) => (
        <li key={draft} className={styles.draft}>
          <span>{draft}</span>
          <Button
            kind="quiet"
            small
            icon={<Copy aria-hidden />}
            aria-label={`Copy draft ${n + 1}`}
            title="Copy"
            onClick={() => void navigator.clipboard.writeText(draft).then(() => tell('Copied the draft'))}
          />
        </li>
      ))}
    </ul>
  );
}

function Rows({ name, of: rows, schema }: ListProps<Row>) {
  const columns = inOrder(Object.assign({}, ...rows), schema).map(([column]) => column);
  const align = (column: string) => (isNumeric(rows, column) ? styles.end : undefined);
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className="visually-hidden">{labelOf(name)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={align(column)}>
                {labelOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a result does not change its order
            <tr key={n}>
              {columns.map((column) => (
                <td key={column} className={align(column)}>
                  <One name={column} of={row[column]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One value. A passage leads to its document; what a thing is judged to be has its colour. */
function One({ name, of: value }: { readonly name: string; readonly of: unknown }): ReactNode {
  const number = numberOf(name, value);
  if (number !== undefined) return <span className="number">{number}</span>;
  if (typeof value !== 'string') return <Value of={value} />;
  if (DAY.test(value)) return <span className={styles.day}>{value}</span>;
  if (name === 'passage')
    return (
      <Link to="/knowledge/$id" params={{ id: documentOf(value) } as never}>
        {documentOf(value)}
      </Link>
    );
  if (name === 'fact' || name === 'metric') return <code>{value}</code>;
  if (name === 'severity' || name === 'verdict')
    return <State of={value} {...(value === 'mend' ? { tone: 'warn' } : {})} />;
  return <Value of={value} />;
}
