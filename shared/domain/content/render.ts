import { unsupportedClaims } from './claims.ts';
import { type Fact, type FactName, type Facts, isFactName } from './facts.ts';
import { staleFacts } from './freshness.ts';
import {
  ADDRESS_LINE,
  BRAND_LINE,
  GREETING,
  htmlOf,
  LAYOUT_REQUIRES,
  type MessageParts,
  REASON_LINE,
  SENDER_LINE,
  textOf,
} from './layout.ts';
import { type CompiledLiquid, compileLiquid, LiquidRefused, renderLiquid } from './liquid.ts';
import type { MessageTemplate } from './template.ts';
import { forbiddenWording } from './wording.ts';

type BlockCode =
  | 'TEMPLATE_INVALID'
  | 'MISSING_VARIABLE'
  | 'STALE_EVIDENCE'
  | 'UNSUPPORTED_CLAIM'
  | 'FORBIDDEN_WORDING'
  | 'TOO_LONG';

/** A fact that the message states or depends on, and the record that proves it. */
interface Evidence extends Pick<Fact, 'source' | 'observedOn'> {
  readonly fact: FactName;
}

export interface RenderedMessage {
  readonly ok: true;
  readonly subject: string;
  /** `text` and `html` hold a placeholder for the unsubscribe link: see `withUnsubscribeUrl`. */
  readonly text: string;
  readonly html: string;
  readonly evidence: readonly Evidence[];
}

export interface BlockedMessage {
  readonly ok: false;
  readonly code: BlockCode;
  /** A sentence for the person who has to mend it. */
  readonly detail: string;
}

/** In characters after rendering: a subject is cut by phones beyond this, a long cold e-mail is not read. */
const RENDERED_LIMITS = { subject: 100, body: 1800 } as const;

/** The layout's own parts, in the order in which they are compiled, ahead of the template's. */
const LAYOUT_PARTS = [GREETING, SENDER_LINE, BRAND_LINE, REASON_LINE, ADDRESS_LINE] as const;

/**
 * One message for one lead. Pure: the same template and facts give the same bytes whenever they are rendered,
 * which is what an approval of the content hash rests on. `now` only judges the age of the evidence and
 * can block, never change the text.
 */
export function renderMessage(
  template: MessageTemplate,
  facts: Facts,
  { now }: { now: Date },
): RenderedMessage | BlockedMessage {
  const compiled = compile(template);
  if ('code' in compiled) return compiled;
  const missing = [...LAYOUT_REQUIRES, ...template.requires].find((name) => facts[name] === undefined);
  if (missing !== undefined) return block('MISSING_VARIABLE', `${missing} is not known for this message`);
  const used = compiled.variables.filter(isFactName).filter((name) => facts[name] !== undefined);
  const stale = staleFacts(facts, used, now);
  if (stale.length > 0) return block('STALE_EVIDENCE', `the evidence is too old for: ${stale.join(', ')}`);
  return renderCompiled(compiled, facts, used);
}

const block = (code: BlockCode, detail: string): BlockedMessage => ({ ok: false, code, detail });

function compile(template: MessageTemplate): CompiledLiquid | BlockedMessage {
  const paragraphs = template.paragraphs.map(({ text }) => text);
  try {
    const compiled = compileLiquid([...LAYOUT_PARTS, template.subject, ...paragraphs]);
    const unknown = compiled.variables.find((name) => !isFactName(name));
    return unknown === undefined ? compiled : block('TEMPLATE_INVALID', `there is no fact named ${unknown}`);
  } catch (error) {
    return refused(error);
  }
}

function renderCompiled(
  compiled: CompiledLiquid,
  facts: Facts,
  used: readonly FactName[],
): RenderedMessage | BlockedMessage {
  try {
    const { parts, ownWords } = renderLiquid(compiled, valuesOf(facts));
    return gate(ownWords, facts) ?? compose(partsOf(parts, facts), facts, used);
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): BlockedMessage {
  if (!(error instanceof LiquidRefused)) throw error;
  return error.missingVariable === undefined
    ? block('TEMPLATE_INVALID', error.message)
    : block('MISSING_VARIABLE', `${error.missingVariable} is not known for this message`);
}

/** Without a prototype: a template reaches the facts and nothing else. */
function valuesOf(facts: Facts): Record<string, string | number> {
  const values: Record<string, string | number> = Object.create(null);
  for (const [name, fact] of Object.entries(facts)) if (fact !== undefined) values[name] = fact.value;
  return values;
}

/** Judges what the template says by itself; the layout is ours and says nothing. */
function gate(ownWords: readonly string[], facts: Facts): BlockedMessage | undefined {
  const [subject = '', ...paragraphs] = ownWords.slice(LAYOUT_PARTS.length);
  const body = paragraphs.join('\n');
  const [wording] = forbiddenWording(subject, body);
  if (wording !== undefined) return block('FORBIDDEN_WORDING', `the template has ${wording}`);
  const [claim] = unsupportedClaims(`${subject}\n${body}`, facts);
  return claim && block('UNSUPPORTED_CLAIM', `no fact supports "${claim.words}" (${claim.kind})`);
}

function partsOf(parts: readonly string[], facts: Facts): MessageParts {
  const [greeting = '', sender = '', brand = '', reason = '', address = '', subject = '', ...paragraphs] =
    parts;
  const links = [facts.website, facts.bookingUrl].flatMap((fact) => (fact ? [String(fact.value)] : []));
  return {
    subject,
    greeting,
    paragraphs: paragraphs.filter((paragraph) => paragraph !== ''),
    signature: [sender, brand].filter((line) => line !== ''),
    footer: [reason, address],
    links,
  };
}

function compose(
  parts: MessageParts,
  facts: Facts,
  used: readonly FactName[],
): RenderedMessage | BlockedMessage {
  const { subject, paragraphs } = parts;
  const bodyLength = paragraphs.join('').length;
  if (subject === '' || bodyLength === 0)
    return block('TEMPLATE_INVALID', 'the subject or the body is empty for this lead');
  if (subject.length > RENDERED_LIMITS.subject)
    return block('TOO_LONG', `the subject has ${subject.length} of ${RENDERED_LIMITS.subject} characters`);
  if (bodyLength > RENDERED_LIMITS.body)
    return block('TOO_LONG', `the body has ${bodyLength} of ${RENDERED_LIMITS.body} characters`);
  return { ok: true, subject, text: textOf(parts), html: htmlOf(parts), evidence: evidenceOf(facts, used) };
}

const evidenceOf = (facts: Facts, used: readonly FactName[]): Evidence[] =>
  used.flatMap((name) => {
    const fact = facts[name];
    return fact === undefined ? [] : [{ fact: name, source: fact.source, observedOn: fact.observedOn }];
  });
