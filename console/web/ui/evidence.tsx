import { Facts } from './facts.tsx';

/** Facts as the API has them: names and values of any kind, all of them as text. */
export function Evidence({
  of: evidence,
  title = 'The facts',
}: {
  readonly of: Readonly<Record<string, unknown>>;
  readonly title?: string;
}) {
  const facts = Object.entries(evidence);
  if (facts.length === 0) return null;
  return (
    <details>
      <summary className="small quiet">{title}</summary>
      <Facts of={facts.map(([name, value]) => [name, textOf(value)] as const)} />
    </details>
  );
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === null ? 'none' : JSON.stringify(value);
};
