import { NUMBER } from './numbers.ts';

/**
 * A phrase of the grammar: words; `(a|b c)` for one of several; `[x]` for what may be left out; `{slot}` for a value.
 * The values are put into the fields that the slots name.
 */
export interface Template {
  readonly text: string;
  /** The same without choices and optional parts, for repeating it. */
  readonly said: string;
  readonly pattern: RegExp;
}

const SPAN = `(?:half a year|${NUMBER} (?:hours?|days?|weeks?|months?|years?))`;
const HOST = String.raw`[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+`;

/** What may stand in a slot, as the source of a regular expression. */
const SLOTS = {
  number: NUMBER,
  span: SPAN,
  mission: 'm_[0-9a-z]{26}',
  lead: 'l_[0-9a-z]{20}',
  domain: HOST,
  moment: String.raw`\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z)?`,
  text: '"[^"]{1,300}"',
  state:
    'queued|assigned|executing|running|collecting|analyzing|optimizing|completed|finished|failed|escalated|cancelled',
} as const;
type Slot = keyof typeof SLOTS;

/** @throws Error for a malformed template, when the grammar is loaded */
export function template(text: string): Template {
  const { source, said } = sequence(new Tokens(text));
  // Does not match inside of a word, an id or an address.
  return { text, said: tidy(said), pattern: new RegExp(`(?<![\\w@.-])${source}(?![\\w@-]|\\.\\w)`, 'gi') };
}

class Tokens {
  private readonly list: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.list = text.match(/\{\w+\}|[()[\]|]|[^\s()[\]|{}]+/g) ?? [];
  }

  peek(): string | undefined {
    return this.list[this.at];
  }

  next(): string {
    const token = this.list[this.at++];
    if (token === undefined) throw new Error('A template ends too early.');
    return token;
  }

  expect(token: string): void {
    if (this.next() !== token) throw new Error(`A template has no ${token} where one should be.`);
  }
}

interface Part {
  readonly source: string;
  readonly said: string;
}

/** Parts in sequence. The space beside an optional part is optional too: after it at the beginning, before it elsewhere. */
function sequence(tokens: Tokens): Part {
  let source = '';
  let said = '';
  let begun = false;
  for (let token = tokens.peek(); token !== undefined && !'|)]'.includes(token); token = tokens.peek()) {
    const part = one(tokens);
    if (token === '[') source += begun ? `(?: +${part.source})?` : `(?:${part.source} +)?`;
    else {
      source += begun ? ` +${part.source}` : part.source;
      said += ` ${part.said}`;
      begun = true;
    }
  }
  return { source, said };
}

function one(tokens: Tokens): Part {
  const token = tokens.next();
  if (token === '[') {
    const inner = alternatives(tokens);
    tokens.expect(']');
    return inner;
  }
  if (token === '(') {
    const inner = alternatives(tokens);
    tokens.expect(')');
    return inner;
  }
  const slot = /^\{(\w+)\}$/.exec(token)?.[1];
  if (slot === undefined) return { source: token.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), said: token };
  const [field = '', kind = field] = slot.split('_');
  if (!(kind in SLOTS)) throw new Error(`No slot is called ${slot}.`);
  return { source: `(?<${field}>${SLOTS[kind as Slot]})`, said: token };
}

function alternatives(tokens: Tokens): Part {
  const parts = [sequence(tokens)];
  while (tokens.peek() === '|') {
    tokens.next();
    parts.push(sequence(tokens));
  }
  return { source: `(?:${parts.map(({ source }) => source).join('|')})`, said: parts[0]?.said.trim() ?? '' };
}

const tidy = (said: string): string => said.replaceAll(/ +/g, ' ').trim();
