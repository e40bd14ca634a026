import { Link } from '@tanstack/react-router';
import type { FoundPassage, SearchResult } from '../../../../shared/knowledge/contract/knowledge.ts';
import styles from './knowledge.module.css';
import { markedParts } from './marked-parts.ts';
import { placeOf } from './place.ts';

/** The passages that fit a question best, with its words marked. */
export function FoundPassages({ of: { passages, notice } }: { readonly of: SearchResult }) {
  if (passages.length === 0) return <p className="quiet">No passage has any of these words.</p>;
  return (
    <>
      <ol className={styles.passages}>
        {passages.map((found) => (
          <li key={`${found.document} ${found.passage}`} className={styles.passage}>
            <p className={styles.where}>
              <Link
                to="/knowledge/$id"
                params={{ id: found.document } as never}
                search={{ passage: found.passage } as never}
              >
                {found.title}
              </Link>
              <span className="quiet small">{placeIn(found)}</span>
            </p>
            <p className={styles.text}>
              {markedParts(found).map(({ text, isMarked, at }) =>
                isMarked ? <mark key={at}>{text}</mark> : text,
              )}
            </p>
          </li>
        ))}
      </ol>
      {notice === null ? null : <p className="quiet small">{notice}</p>}
    </>
  );
}

const placeIn = (found: FoundPassage): string =>
  [found.headings.join(' › '), placeOf(found).replace(', ', '')].filter((part) => part !== '').join(' · ');
