import { remember } from '../../kernel/remember.ts';
import type { FactName, Facts } from './facts.ts';
import { VALUE_GAP } from './liquid.ts';

interface ClaimPattern {
  readonly kind: string;
  readonly pattern: RegExp;
  /** Facts that support the claim: with one of them, the words only repeat the fact. Absent: no fact does. */
  readonly supportedBy?: readonly FactName[];
  /** A passage of a document may say it. Praise, pressure and what the reader did are never allowed in a template's own words. */
  readonly citable?: true;
}

export interface UnsupportedClaim {
  readonly kind: string;
  readonly words: string;
}

const MOST_TEXTS = 500;

/**
 * What counts as a factual claim in a template's own words. Numbers, prices and dates may only come from facts
 * (`{{ purchaseCount }}`, `{{ offer }}`); praise, testimonials and pressure are never allowed. Small number words ("a line or
 * two") are ordinary speech. The patterns are for English.
 */
const CLAIM_PATTERNS: readonly ClaimPattern[] = [
  { kind: 'number', citable: true, pattern: /\p{N}+/u },
  { kind: 'percentage', citable: true, pattern: /%|\bper\s?cent\b|\bpercent(age)?\b/i },
  {
    kind: 'price',
    citable: true,
    pattern:
      /\p{Sc}|(?<![\p{L}\p{N}])(dollars?|euros?|usd|eur|gbp|prices?|pricing|priced|(no|low|lower|extra) costs?)(?![\p{L}\p{N}])/iu,
  },
  {
    kind: 'quantity',
    citable: true,
    pattern: anyOf(
      String.raw`\b(dozens?|hundreds?|thousands?|millions?|billions?|twice|double[ds]?|triple[ds]?|half)\b`,
      String.raw`\b(ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen)\b`,
    ),
  },
  {
    kind: 'duration',
    citable: true,
    pattern:
      /\b(within|in|for|over|after) (an?|one|two|three|four|five|six|seven|eight|nine|a few) (seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b/i,
  },
  {
    kind: 'discount',
    citable: true,
    pattern: anyOf(
      String.raw`\b(discount(s|ed)?|sale|bargains?|coupons?|vouchers?|rebates?|cashback|gifts?|complimentary)\b`,
      String.raw`(?<!\b(great|good) )\bdeals?\b(?! with)`,
      String.raw`\bfree (of charge|trial|shipping|delivery|samples?)\b`,
      String.raw`(?<!\b(feel|you|be|am|are|['’]re|['’]m) )\bfree\b(?! to\b)`,
      String.raw`\bsaves?( you)? (time|money|big|up to|on)\b`,
      String.raw`\bbuy \w+,? get\b`,
    ),
  },
  {
    kind: 'guarantee',
    citable: true,
    pattern: /\b(guarantee[ds]?|warrant(y|ies)|risk[- ]free|no[- ]risk|money back|promised?|certified)\b/i,
  },
  {
    kind: 'superlative',
    citable: true,
    pattern: anyOf(
      String.raw`(?<!all )\bthe (very )?best\b|\bbest[- ](price|quality|value|in|selling|rated)`,
      String.raw`\b(fastest|cheapest|lowest|greatest|largest|biggest|finest|easiest|unbeatable|unrivalled)\b`,
      String.raw`\b(world[- ]class|state[- ]of[- ]the[- ]art|revolutionary|number one|award[- ]winning|leading|top[- ]rated)\b`,
      String.raw`\bmost (popular|trusted|advanced|loved|complete)\b|\bmarket leader\b|#`,
    ),
  },
  {
    kind: 'proof by others',
    pattern: anyOf(
      String.raw`\bwe(['’]ve| have)?( already| recently)? (helped|served|saved|worked with|supported)\b`,
      String.raw`\b(trusted|used|loved|chosen|recommended) by\b`,
      String.raw`\b(many|most|countless|several|other) (customers|companies|businesses|people|teams|clients)\b`,
      String.raw`\b(customers|companies|businesses|people|teams|clients|others) (like you|love|trust|choose|say|save)\b`,
      String.raw`${VALUE_GAP} (of (our|the) )?(happy )?(customers|companies|businesses|people|teams|clients|years|countries)\b`,
      String.raw`\b(studies|research|surveys?|statistics|experts) (show|prove|say)s?\b`,
      String.raw`\b(proven|scientifically|reviews?|testimonials?|case stud(y|ies))\b`,
    ),
  },
  {
    kind: 'pressure',
    pattern: anyOf(
      String.raw`\b(last chance|act (now|fast)|hurry|urgent(ly)?|selling out|running out|don['’]t miss)\b`,
      String.raw`\blimited([- ]time| offer| places| spots| stock)\b|\bonly (today|a few|\w+( \w+)? left)\b`,
      String.raw`\b(expir(e|es|ing|y)|ends? (soon|today|tonight|tomorrow)|while (stocks?|supplies) last)\b`,
      String.raw`\bfinal (notice|reminder|call)\b`,
    ),
  },
  {
    kind: 'date',
    citable: true,
    pattern: anyOf(
      String.raw`\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(tomorrow|tonight|yesterday)\b`,
      String.raw`\b(january|february|april|june|july|august|september|october|november|december)\b`,
      String.raw`\b(in|on|by|until|since|before|after|last|next) (march|may)\b(?! (i|we|you|be|have|not)\b)`,
      String.raw`\b(last|next|this) (week|month|quarter|year|spring|summer|autumn|fall|winter)\b`,
      String.raw`\b(days|weeks|months|years) ago\b`,
    ),
  },
  {
    kind: 'engagement history',
    pattern:
      /\byou(['’]ve| have)?( once| last| already| recently)? (visited|signed up|downloaded|registered|subscribed|attended|asked (us|for)|requested|contacted|called|opened|clicked|told us)\b/i,
  },
  {
    kind: 'purchase history',
    pattern: anyOf(
      String.raw`\byou(['’]ve| have)?( already| once| last| previously)? (bought|ordered|purchased|spent|paid)\b`,
      String.raw`\byou used to (buy|order|pay|shop)\b|\bbuy\b[^.?!]{0,40}\bagain\b`,
      String.raw`\byour (last |previous |past |first |recent )*(orders?|purchases?|account|subscription)\b`,
      String.raw`\b(as|were|are|been) (a|our)( \w+)? customer\b|\bcustomer of (ours|us)\b`,
      String.raw`\b(loyal|valued|good|one of our( \w+)*) customers?\b`,
    ),
    supportedBy: ['purchaseCount'],
  },
];

/** The first claim in a template's own words (`renderLiquid`) that no fact supports, for each kind. */
export const unsupportedClaims = (ownWords: string, facts: Facts): UnsupportedClaim[] =>
  claimsIn(ownWords)
    .filter(({ supportedBy }) => !supportedBy?.some((name) => facts[name] !== undefined))
    .map(({ kind, words }) => ({ kind, words }));

/** The same in a sentence that a passage of a document bears out: only what no passage may say. */
export const uncitableClaims = (ownWords: string, facts: Facts): UnsupportedClaim[] => {
  const citable = new Set(claimsIn(ownWords).flatMap(({ kind, citable }) => (citable ? [kind] : [])));
  return unsupportedClaims(ownWords, facts).filter(({ kind }) => !citable.has(kind));
};

/** All leads of a variant get the same words, so few texts are looked at. */
const claimsIn = /* @__PURE__ */ remember(MOST_TEXTS, (ownWords) =>
  CLAIM_PATTERNS.flatMap(({ kind, pattern, supportedBy, citable }) => {
    const words = pattern.exec(ownWords)?.[0];
    return words === undefined
      ? []
      : [{ kind, supportedBy, citable, words: words.replaceAll(VALUE_GAP, '…') }];
  }),
);

/** A declaration, not a constant: the table above calls it while the module loads. */
function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'i');
}
