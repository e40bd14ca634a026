import type { FactName, Facts } from './facts.ts';
import { VALUE_GAP } from './liquid.ts';

interface ClaimPattern {
  readonly kind: string;
  readonly pattern: RegExp;
  /** With one of these facts at hand the words are no more than what the fact says. Absent: never in own words. */
  readonly supportedBy?: readonly FactName[];
}

export interface UnsupportedClaim {
  readonly kind: string;
  readonly words: string;
}

/**
 * What counts as a factual claim when a template says it in its own words. Numbers, prices and dates may only
 * come out of facts (`{{ purchaseCount }}`, `{{ offer }}`); praise, proof by others and pressure may not come at
 * all. Small number words ("a line or two") are ordinary speech. The patterns read English.
 */
const CLAIM_PATTERNS: readonly ClaimPattern[] = [
  { kind: 'number', pattern: /\p{N}+/u },
  { kind: 'percentage', pattern: /%|\bper\s?cent\b|\bpercent(age)?\b/i },
  { kind: 'price', pattern: /\p{Sc}|\b(dollars?|euros?|usd|eur|gbp)\b/iu },
  {
    kind: 'quantity',
    pattern: /\b(dozens?|hundreds?|thousands?|millions?|billions?|twice|double[ds]?|triple[ds]?|half)\b/i,
  },
  {
    kind: 'discount',
    pattern:
      /\b(discounts?|discounted|sale|deals?|bargains?|coupons?|vouchers?|rebates?|cashback|gifts?|free of charge|for free|save (money|up to)|free (trial|shipping|delivery|sample))\b|(?<!feel )\bfree\b(?! to\b)/i,
  },
  {
    kind: 'guarantee',
    pattern:
      /\b(guarantee[ds]?|guaranteed|warrant(y|ies)|risk[- ]free|no[- ]risk|money back|promised?|certified)\b/i,
  },
  {
    kind: 'superlative',
    pattern:
      /(?<!all )\bthe (very )?best\b|\bbest[- ](price|quality|value|in|selling|rated)|\b(fastest|cheapest|lowest|greatest|largest|biggest|finest|easiest|unbeatable|unrivalled|world[- ]class|state[- ]of[- ]the[- ]art|revolutionary|number one|no\. ?one|award[- ]winning|leading|market leader|most (popular|trusted|advanced|loved|complete))\b|#/i,
  },
  {
    kind: 'proof by others',
    pattern: new RegExp(
      [
        String.raw`\bwe(['’]ve| have)?( already| recently)? (helped|served|saved|worked with|supported)\b`,
        String.raw`\b(trusted|used|loved|chosen|recommended) by\b`,
        String.raw`\b(customers|companies|businesses|people|teams|clients|others) (like you|love|trust|choose|say)\b`,
        String.raw`${VALUE_GAP} (of (our|the) )?(happy )?(customers|companies|businesses|people|teams|clients|years|countries)\b`,
        String.raw`\b(studies|research|surveys?|statistics|experts) (show|shows|prove|proves|say|says)\b`,
        String.raw`\b(proven|scientifically|reviews?|testimonials?|case stud(y|ies))\b`,
      ].join('|'),
      'i',
    ),
  },
  {
    kind: 'pressure',
    pattern:
      /\b(last chance|act (now|fast)|limited[- ]time|limited (offer|places|spots|stock)|hurry|expir(e|es|ing|y)|ends? (soon|today|tonight|tomorrow)|only (today|a few|\w+ left)|while (stocks?|supplies) last|don['’]t miss|final (notice|reminder|call)|urgent(ly)?|selling out|running out)\b/i,
  },
  {
    kind: 'date',
    pattern:
      /\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(january|february|april|june|july|august|september|october|november|december)\b|\b(in|on|by|until|since|before|after|last|next) (march|may)\b(?! (i|we|you|be|have|not)\b)|\b(last|next|this) (week|month|quarter|year|spring|summer|autumn|fall|winter)\b|\b(days|weeks|months|years) ago\b|\b(tomorrow|tonight|yesterday)\b/i,
  },
  {
    kind: 'purchase history',
    pattern:
      /\byou(['’]ve| have)?( already| once| last| previously)? (bought|ordered|purchased|spent|paid)\b|\byour (last |previous |past |first |recent )*(orders?|purchases?|account|subscription)\b|\bbuy\b[^.?!]{0,40}\bagain\b|\b(as|were|are|been) (a|our)( \w+)? customer\b|\bcustomer of (ours|us)\b/i,
    supportedBy: ['purchaseCount'],
  },
];

/** The first claim in a template's own words (`renderLiquid`) that no fact supports, for each kind. */
export function unsupportedClaims(ownWords: string, facts: Facts): UnsupportedClaim[] {
  return CLAIM_PATTERNS.flatMap(({ kind, pattern, supportedBy }) => {
    const words = pattern.exec(ownWords)?.[0];
    if (words === undefined) return [];
    const supported = supportedBy?.some((name) => facts[name] !== undefined) ?? false;
    return supported ? [] : [{ kind, words: words.replaceAll(VALUE_GAP, '…') }];
  });
}
