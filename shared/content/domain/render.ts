import { isLine } from '../../kernel/contract/common.ts';
import type { Facts } from './facts.ts';
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
import {
  type BlockedMessage,
  block,
  type Evidence,
  type RenderedParts,
  renderParts,
} from './render-parts.ts';
import type { MessageTemplate } from './template.ts';

export interface RenderedMessage {
  readonly ok: true;
  readonly subject: string;
  /** `text` and `html` hold a placeholder for the unsubscribe link: see `withUnsubscribeUrl`. */
  readonly text: string;
  readonly html: string;
  readonly evidence: readonly Evidence[];
}

/**
 * In characters after rendering: phones cut a subject long before this, and nobody reads a long cold e-mail. The longest
 * names and offers that the settings accept fit into each of the built-in templates.
 */
const RENDERED_LIMITS = { subject: 120, body: 1800 } as const;

/** The layout's own parts, in the order in which they are compiled, ahead of the template's. */
const LAYOUT_PARTS = [GREETING, SENDER_LINE, BRAND_LINE, REASON_LINE, ADDRESS_LINE] as const;

/**
 * One e-mail for one lead. Pure: the same template and facts give the same bytes whenever they are rendered, and the approval
 * of a content hash relies on that. `now` is used only for the age of the evidence: it can block, never change the text.
 */
export function renderMessage(
  template: MessageTemplate,
  facts: Facts,
  { now }: { now: Date },
): RenderedMessage | BlockedMessage {
  const rendered = renderParts(
    {
      layout: LAYOUT_PARTS,
      subject: template.subject,
      paragraphs: template.paragraphs.map(({ text }) => text),
      requires: [...LAYOUT_REQUIRES, ...template.requires],
      cited: template.cites?.map(({ words }) => words),
    },
    facts,
    now,
  );
  return rendered.ok ? compose(partsOf(rendered.parts, facts), rendered) : rendered;
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

function compose(parts: MessageParts, { evidence }: RenderedParts): RenderedMessage | BlockedMessage {
  const { subject, paragraphs } = parts;
  const bodyLength = paragraphs.join('').length;
  if (subject === '' || bodyLength === 0)
    return block('TEMPLATE_INVALID', 'the subject or the body is empty for this lead');
  if (!isLine(subject)) return block('TEMPLATE_INVALID', 'the subject holds a control character');
  if (subject.length > RENDERED_LIMITS.subject)
    return block('TOO_LONG', `the subject has ${subject.length} of ${RENDERED_LIMITS.subject} characters`);
  if (bodyLength > RENDERED_LIMITS.body)
    return block('TOO_LONG', `the body has ${bodyLength} of ${RENDERED_LIMITS.body} characters`);
  return { ok: true, subject, text: textOf(parts), html: htmlOf(parts), evidence };
}
