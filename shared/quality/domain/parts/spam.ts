import type { Finding, Passage } from '../../contract/assessment.ts';
import { finding, findings, type Judge } from '../part.ts';
import { found, type Reading } from '../reading.ts';

interface Sign {
  readonly rule: string;
  readonly costs: number;
  readonly pattern: RegExp;
  readonly says: (quote: string) => string;
  readonly instead: string;
}

/** What filters take for a sign of spam (rules of SpamAssassin 4: SUBJ_ALL_CAPS, FAKE_REPLY, 20_phrases.cf). */
const SIGNS: readonly Sign[] = [
  {
    rule: 'capitals',
    costs: 6,
    pattern: /(?<!\p{L})(?:\p{Lu}{6,}|\p{Lu}{4,}(?:\s+\p{Lu}{2,})+)(?!\p{L})/u,
    says: (quote) => `"${quote}" is in capitals.`,
    instead: 'Write it in small letters.',
  },
  {
    rule: 'exclamation-marks',
    costs: 6,
    // A lookahead cannot grow with the run: a run of question marks is looked through once.
    pattern: /(?<![!?])(?=\?*(?:!\?+)*!!)[!?]+/,
    says: (quote) => `"${quote}" shouts.`,
    instead: 'One mark, or a full stop.',
  },
  {
    rule: 'pressure',
    costs: 6,
    pattern:
      /(?<![\p{L}\p{N}])(?:act (?:now|fast)|last chance|hurry|urgent(?:ly)?|don['’]t miss|limited[- ]time|while (?:stocks?|supplies) last|final (?:notice|reminder))(?![\p{L}\p{N}])/iu,
    says: (quote) => `"${quote}" presses the reader.`,
    instead: 'Name the day on which it ends.',
  },
  {
    rule: 'spam-phrase',
    costs: 6,
    pattern:
      /(?<![\p{L}\p{N}])(?:dear friend|100 ?% free|no obligation|risk[- ]free|make money|cash bonus|you (?:have|['’]ve) won|click (?:here )?now|double your|once in a lifetime)(?![\p{L}\p{N}])|\${2,}/iu,
    says: (quote) => `"${quote}" is a phrase of spam.`,
    instead: 'Say it in your own words.',
  },
  {
    rule: 'shortened-link',
    costs: 9,
    pattern:
      /(?<![\w.-])(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|cutt\.ly|rebrand\.ly)\/[^\s"'<>]+/iu,
    says: (quote) => `"${quote}" hides where it leads.`,
    instead: 'Link to the page itself.',
  },
];
const FALSE_THREAD = /^\W*(?:re|fwd?|aw|wg|tr|rv|sv)\s*:/i;
/** SpamAssassin: HTML_IMAGE_ONLY. */
const PICTURE_WORDS = 20;

export const spam: Judge = {
  part: 'spam',
  most: 30,
  says: 'Signs that filters of spam look for (rules of SpamAssassin 4).',
  notJudged: ({ words, subject }) => (words === 0 && !subject ? 'It has no words.' : undefined),
  findings: (reading) => [
    ...SIGNS.flatMap(({ rule, costs, pattern, says, instead }) =>
      findings(rule, costs, found(reading, pattern), says, instead),
    ),
    ...falseThread(reading),
    ...pictureOnly(reading),
  ],
};

const falseThread = ({ subject }: Reading): Finding[] => {
  const match = subject && FALSE_THREAD.exec(subject.text)?.[0];
  if (!match) return [];
  const passage: Passage = { in: 'subject', start: 0, end: match.length, quote: match };
  const says = 'The subject pretends to be an answer or a forwarded mail.';
  return [finding('false-thread', 12, says, { instead: 'Leave it out.', passage })];
};

/** Of the HTML alone: who sees the pictures does not see the text beside it. */
function pictureOnly({ html, bodies }: Reading): Finding[] {
  const words = bodies.find((body) => body.in === 'html')?.words ?? 0;
  if (!html || words >= PICTURE_WORDS || !html.elements.some(({ name }) => name === 'img')) return [];
  const says = `It has pictures and ${words} words.`;
  return [finding('picture-only', 12, says, { instead: 'Say it in words, too.' })];
}
