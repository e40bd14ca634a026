import { Link } from '@tanstack/react-router';
import type { KnowledgeAnswer } from '../../../../shared/knowledge/contract/knowledge.ts';
import { Notice } from '../../ui/notice.tsx';
import { placeOf } from './place.ts';

/** An answer: each sentence with the passage that bears it out. */
export function AnswerText({
  of: { answered, sentences, leftOut, notice },
}: {
  readonly of: KnowledgeAnswer;
}) {
  return (
    <Notice tone={answered ? 'good' : 'info'}>
      {sentences.map(({ text, cites }) => (
        <p key={`${text} ${cites.document} ${cites.passage}`}>
          {text}{' '}
          <Link
            to="/knowledge/$id"
            params={{ id: cites.document } as never}
            search={{ passage: cites.passage } as never}
            className="small"
          >
            {cites.title}
            {placeOf(cites)}
          </Link>
        </p>
      ))}
      {leftOut.length > 0 ? (
        <p className="quiet small">Left out, since no passage says it: {leftOut.join(' ')}</p>
      ) : null}
      {notice === null ? null : <p className="quiet small">{notice}</p>}
    </Notice>
  );
}
