import { worded } from './likeness.ts';
import { stillHolds } from './still-holds.ts';

/** "That is guaranteed." says nothing by itself. */
const FEWEST_TELLING = 2;
/** What stands in quotation marks, somebody else may have said. */
const QUOTED = /["“”„«»]/u;
/** A sentence that says this of the one beside it takes something of it back. */
const LIMITS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    'but|however|yet|except(?:ions?)?|exclud(?:es?|ed|ing)|only|unless|otherwise|conditions?|restrictions?|limited|provided',
    'subject|valid|appl(?:y|ies)|following|competitors?|untrue|wrong|myth|outdated|formerly|previously|no longer',
  ].join('|')})(?![\p{L}\p{N}])`,
  'iu',
);
/** How a text goes on that speaks of the sentence before. */
const REFERS =
  /^[-–—(*]|^\W*(?:this|that|these|those|it|they|not|for|from|until|in that case|the offer|the same)(?![\p{L}\p{N}])/iu;
/** A full stop behind these ends no sentence. */
const SHORT =
  /(?<![\p{L}\p{N}])(?:\p{L}|mrs?|ms|dr|st|prof|inc|ltd|co|corp|vs|etc|approx|no|min|max|incl|excl)\.$/iu;

/**
 * Whether a passage says a sentence at this moment: word for word, as one whole sentence of its own, which neither the sentence before
 * nor the one behind limits. Likeness is not enough: "30 days" is like "3 days", "refused" is like "refunded", and who leaves words
 * out leaves out for whom it holds.
 */
export function bearsOut(passage: string, sentence: string, now: Date): boolean {
  const said = plain(passage);
  const claim = plain(sentence).trim();
  if (!/[.!]$/.test(claim) || worded(claim).telling.length < FEWEST_TELLING || !stillHolds(claim, now))
    return false;
  for (let at = said.indexOf(claim); at >= 0; at = said.indexOf(claim, at + 1))
    if (isWhole(said.slice(0, at), said.slice(at + claim.length))) return true;
  return false;
}

function isWhole(before: string, after: string): boolean {
  const known = before.trimEnd();
  const begins = known === '' || (/\s$/.test(before) && /[.!?]$/.test(known) && !SHORT.test(known));
  if (!begins || !/^(?:\s|$)/.test(after) || (QUOTED.test(before) && QUOTED.test(after))) return false;
  const [previous = ''] = /[^.!?]*[.!?]*$/.exec(known) ?? [];
  const [next = ''] = /^[^.!?]*/.exec(after.trimStart()) ?? [];
  return ![previous, next].some((each) => LIMITS.test(each) || each.includes('|')) && !REFERS.test(next);
}

/** Lines end no sentence. Numbers of a list are marks of its items: what stands above it may hold for all of them. */
const plain = (text: string): string =>
  text
    .replace(/^[ \t]*(?:\d{1,3}|\p{L})[.)][ \t]/gmu, '- ')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ');
