import { apart } from './cited-sentences.ts';
import { uncitableClaims, unsupportedClaims } from './claims.ts';
import { type Fact, type FactName, type Facts, isFactName } from './facts.ts';
import { staleFacts } from './freshness.ts';
import { type CompiledLiquid, compileLiquid, LiquidRefused, renderLiquid } from './liquid.ts';
import { forbiddenWording } from './wording.ts';

type BlockCode =
  | 'TEMPLATE_INVALID'
  | 'MISSING_VARIABLE'
  | 'STALE_EVIDENCE'
  | 'UNSUPPORTED_CLAIM'
  | 'FORBIDDEN_WORDING'
  | 'TOO_LONG';

/** A fact that the message states or depends on, and the record that proves it. */
export interface Evidence extends Pick<Fact, 'source' | 'observedOn'> {
  readonly fact: FactName;
}

export interface BlockedMessage {
  readonly ok: false;
  readonly code: BlockCode;
  /** A sentence for the person who has to fix it. */
  readonly detail: string;
}

export interface RenderedParts {
  readonly ok: true;
  /** Those of the layout first. */
  readonly parts: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface PartsToRender {
  /** Parts of Rex's own layout, which are not checked. */
  readonly layout: readonly string[];
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly requires: readonly FactName[];
  /** Sentences that passages of documents bear out. */
  readonly cited?: readonly string[];
}

export const block = (code: BlockCode, detail: string): BlockedMessage => ({ ok: false, code, detail });

/**
 * Layout, subject and paragraphs with the facts filled in, if the template's own words are allowed and all facts are proven.
 * `now` is used only for the age of the evidence: it can block, never change the text.
 */
export function renderParts(
  template: PartsToRender,
  facts: Facts,
  now: Date,
): RenderedParts | BlockedMessage {
  const compiled = compile([...template.layout, template.subject, ...template.paragraphs]);
  if ('code' in compiled) return compiled;
  const missing = template.requires.find((name) => facts[name] === undefined);
  if (missing !== undefined) return block('MISSING_VARIABLE', `${missing} is not known for this message`);
  const used = compiled.variables.filter(isFactName).filter((name) => facts[name] !== undefined);
  const stale = staleFacts(facts, used, now);
  if (stale.length > 0) return block('STALE_EVIDENCE', `the evidence is too old for: ${stale.join(', ')}`);
  try {
    const { parts, ownWords } = renderLiquid(compiled, valuesOf(facts));
    const refusal = gate(ownWords.slice(template.layout.length), facts, template.cited);
    return refusal ?? { ok: true, parts, evidence: evidenceOf(facts, used) };
  } catch (error) {
    return refused(error);
  }
}

function compile(parts: readonly string[]): CompiledLiquid | BlockedMessage {
  try {
    const compiled = compileLiquid(parts);
    const unknown = compiled.variables.find((name) => !isFactName(name));
    return unknown === undefined ? compiled : block('TEMPLATE_INVALID', `there is no fact named ${unknown}`);
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

/** Checks the template's own words. The layout is part of Rex and needs no check. */
function gate(
  [subject = '', ...paragraphs]: readonly string[],
  facts: Facts,
  cited: readonly string[] = [],
): BlockedMessage | undefined {
  const body = paragraphs.join('\n');
  const [wording] = forbiddenWording(subject, body);
  if (wording !== undefined) return block('FORBIDDEN_WORDING', `the template has ${wording}`);
  const own = apart([subject, ...paragraphs], cited);
  const claim = [
    ...unsupportedClaims(own.rest, facts),
    ...own.cited.flatMap((sentence) => uncitableClaims(sentence, facts)),
  ][0];
  return claim && block('UNSUPPORTED_CLAIM', `no fact supports "${claim.words}" (${claim.kind})`);
}

const evidenceOf = (facts: Facts, used: readonly FactName[]): Evidence[] =>
  used.flatMap((name) => {
    const fact = facts[name];
    return fact === undefined ? [] : [{ fact: name, source: fact.source, observedOn: fact.observedOn }];
  });
