import type { ChannelSettings } from '../../channels/contract/channels.ts';
import { smsSize } from '../../channels/domain/sms-segments.ts';
import type { Facts } from './facts.ts';
import { type BlockedMessage, block, type Evidence, renderParts } from './render-parts.ts';

export interface RenderedText {
  readonly ok: true;
  readonly text: string;
  readonly segments: number;
  readonly evidence: readonly Evidence[];
}

/** The sender comes first and the opt-out last: the law of most countries requires both in an advertising text. */
const SMS_HEAD = '{{ brandName }}: {% if firstName %}Hi {{ firstName }}, {% endif %}';
/** Added outside of the template, so that it is present whatever the template says. */
export const SMS_WAY_OUT = 'Reply STOP to opt out.';

const GREETING = '{% if firstName %}Hi {{ firstName }},{% else %}Hello,{% endif %}';
const SIGNATURE = '{{ senderName }}, {{ brandName }}';
/** Most characters that LinkedIn accepts in the note to an invitation. */
const LINKEDIN_LIMIT = 300;

/** An SMS as it goes out, with the opt-out line; refused when it takes more segments than the workspace pays for. */
export function renderSms(
  template: string,
  facts: Facts,
  { maxSegments }: Pick<ChannelSettings['sms'], 'maxSegments'>,
  now: Date,
): RenderedText | BlockedMessage {
  const rendered = renderParts(
    { layout: [SMS_HEAD], subject: '', paragraphs: [template], requires: ['brandName'] },
    facts,
    now,
  );
  if (!rendered.ok) return rendered;
  const [head = '', , body = ''] = rendered.parts;
  if (body === '') return block('TEMPLATE_INVALID', 'the text is empty for this lead');
  const text = `${head} ${body} ${SMS_WAY_OUT}`;
  const { encoding, segments } = smsSize(text);
  if (segments > maxSegments) {
    return block('TOO_LONG', `the text takes ${segments} of ${maxSegments} segments (${encoding})`);
  }
  return { ok: true, text, segments, evidence: rendered.evidence };
}

/** What a person pastes into LinkedIn. */
export function renderLinkedin(template: string, facts: Facts, now: Date): RenderedText | BlockedMessage {
  const rendered = renderParts(
    {
      layout: [GREETING, SIGNATURE],
      subject: '',
      paragraphs: [template],
      requires: ['brandName', 'senderName'],
    },
    facts,
    now,
  );
  if (!rendered.ok) return rendered;
  const [greeting = '', signature = '', , body = ''] = rendered.parts;
  const text = `${greeting} ${body}\n${signature}`;
  if (text.length > LINKEDIN_LIMIT) {
    return block('TOO_LONG', `the message has ${text.length} of ${LINKEDIN_LIMIT} characters`);
  }
  return { ok: true, text, segments: 1, evidence: rendered.evidence };
}

type WhatsappTemplate = ChannelSettings['whatsapp']['templates'][number];

/**
 * An approved template with its variables, and the text that the person will read. WhatsApp accepts free text only within 24
 * hours after a person's own message; Rex begins conversations and does not continue them, so it always needs a template.
 */
export function renderWhatsapp(
  template: WhatsappTemplate,
  facts: Facts,
): (RenderedText & { readonly variables: Readonly<Record<string, string>> }) | BlockedMessage {
  const missing = template.variables.find((name) => facts[name] === undefined);
  if (missing !== undefined) return block('MISSING_VARIABLE', `${missing} is not known for this message`);
  const values = template.variables.map((name) => String(facts[name]?.value));
  const text = template.text.replace(/\{\{(\d+)\}\}/g, (whole, n: string) => values[Number(n) - 1] ?? whole);
  if (/\{\{\d+\}\}/.test(text)) {
    return block('TEMPLATE_INVALID', 'the template has more places than variables are named for');
  }
  const evidence = template.variables.flatMap((name) => {
    const fact = facts[name];
    return fact === undefined ? [] : [{ fact: name, source: fact.source, observedOn: fact.observedOn }];
  });
  return {
    ok: true,
    text,
    segments: 1,
    evidence,
    variables: Object.fromEntries(values.map((value, i) => [String(i + 1), value])),
  };
}
