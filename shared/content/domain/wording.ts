import { remember } from '../../kernel/remember.ts';
import { VALUE_GAP } from './liquid.ts';

interface WordingRule {
  readonly kind: string;
  readonly part: 'subject' | 'body' | 'both';
  readonly pattern: RegExp;
}

const MOST_TEXTS = 500;

/** Wording that a template must not contain, true or not. Links come from facts, the opt-out from the layout. */
const WORDING_RULES: readonly WordingRule[] = [
  { kind: 'markup', part: 'both', pattern: /[<>]|&[a-z]+;|&#|\[[^\]]*\]\(/i },
  {
    kind: 'link of its own',
    part: 'both',
    pattern:
      /https?:|www\.|mailto:|\/\/|@\w|\b[a-z0-9-]+\.(com|net|org|io|co|app|dev|info|biz|shop|example)\b/i,
  },
  {
    kind: 'link around a value',
    part: 'both',
    pattern: new RegExp(`[\\w/@.]${VALUE_GAP}|${VALUE_GAP}[\\w/@]`),
  },
  { kind: 'unsubscribe text of its own', part: 'both', pattern: /\bunsubscrib|\bopt(ing)?[- ]out\b/i },
  {
    kind: 'pretended reply or forward',
    part: 'subject',
    pattern: /^\W*(re|aw|sv|antw|fwd?|wg|tr|rv)\s*(\[\d+\])?\s*:/i,
  },
  {
    kind: 'shouting',
    part: 'both',
    pattern: /!!|\?\?|(?<![\p{L}\p{N}])\p{Lu}{5,}(?![\p{L}\p{N}])(\s+\p{Lu}{2,}(?![\p{L}\p{N}]))+/u,
  },
];

/** The kinds of forbidden wording in a subject and a body (own words, see `renderLiquid`). */
export const forbiddenWording = (subject: string, body: string): readonly string[] =>
  wordingIn(JSON.stringify([subject, body]));

/** All leads of a variant get the same words, so few texts are looked at. */
const wordingIn = /* @__PURE__ */ remember(MOST_TEXTS, (key): readonly string[] => {
  const [subject, body]: [string, string] = JSON.parse(key);
  return WORDING_RULES.filter(
    ({ part, pattern }) =>
      (part !== 'body' && pattern.test(subject)) || (part !== 'subject' && pattern.test(body)),
  ).map(({ kind }) => kind);
});
