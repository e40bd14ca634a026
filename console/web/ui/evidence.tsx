import { Values } from './values.tsx';

/** Facts as the API has them: names and values of any kind, all of them as text. */
export function Evidence({
  of: evidence,
  title = 'The facts',
}: {
  readonly of: Readonly<Record<string, unknown>>;
  readonly title?: string;
}) {
  if (Object.keys(evidence).length === 0) return null;
  return (
    <details>
      <summary className="small quiet">{title}</summary>
      <Values of={evidence} />
    </details>
  );
}
