import { Link } from '@tanstack/react-router';
import { proseParts } from './prose-parts.ts';
import { Time } from './time.tsx';

/** An instant, or what is meant literally, between backticks. */
const SPECIAL = /(\d{4}-\d{2}-\d{2}T[\d:.]+Z|`[^`]+`)/;

/**
 * A sentence of the API: instants in it as people read them, commands as links to the pages that do the same, and what is meant
 * literally as such.
 */
export function Prose({ of: text }: { readonly of: string }) {
  return proseParts(text).flatMap((part) =>
    typeof part === 'string' ? (
      part.split(SPECIAL).map((piece, at) => {
        // Every second piece is special, because the expression has one group.
        if (at % 2 === 0) return piece;
        const key = `${at} ${piece}`;
        return piece.startsWith('`') ? (
          <code key={key}>{piece.slice(1, -1)}</code>
        ) : (
          <Time key={key} at={piece} />
        );
      })
    ) : (
      <Link key={part.href + part.label} to={part.href as never}>
        {part.label}
      </Link>
    ),
  );
}
