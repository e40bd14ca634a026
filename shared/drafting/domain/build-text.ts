import type { Channel } from '../../channels/contract/channels.ts';
import { contentHash } from '../../content/domain/content-hash.ts';
import type { Facts } from '../../content/domain/facts.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import type { BlockedMessage } from '../../content/domain/render-parts.ts';
import {
  type RenderedText,
  renderLinkedin,
  renderSms,
  renderWhatsapp,
} from '../../content/domain/render-text.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MissionContent } from './content.ts';

/** What a message is made of, whatever its channel. */
export interface MessageParts {
  readonly content: MissionContent;
  readonly lead: Lead;
  readonly variant: string;
  readonly step: number;
  readonly facts: Facts;
  readonly now: Date;
}

type TextChannel = Exclude<Channel, 'email'>;

export type BuiltText =
  | {
      readonly ok: true;
      readonly channel: TextChannel;
      readonly rendered: Omit<RenderedText, 'ok'>;
      readonly hash: string;
      readonly framework: string;
      /** A number in E.164, or the address of a profile. */
      readonly to: string;
      readonly from: string;
      readonly template?: {
        readonly contentSid: string;
        readonly variables: Readonly<Record<string, string>>;
      };
    }
  | { readonly ok: false; readonly blocked: string; readonly detail: string };

type Written =
  | (RenderedText & { readonly contentSid?: string; readonly variables?: Readonly<Record<string, string>> })
  | BlockedMessage;

interface Way {
  readonly to: (parts: MessageParts) => string | undefined;
  readonly from: (parts: MessageParts) => string | undefined;
  readonly write: (parts: MessageParts) => Written | undefined;
}

const shortText = ({ content, variant, step }: MessageParts): string | undefined =>
  content.channels?.texts.find((text) => text.variant === variant && text.step === step)?.text;

const WAYS: Readonly<Record<TextChannel, Way>> = {
  sms: {
    to: ({ lead }) => lead.profile.phone,
    from: ({ content }) => content.channels?.settings.sms.sender,
    write: (parts) => {
      const text = shortText(parts);
      const sms = parts.content.channels?.settings.sms;
      return text === undefined || !sms ? undefined : renderSms(text, parts.facts, sms, parts.now);
    },
  },
  whatsapp: {
    to: ({ lead }) => lead.profile.phone,
    from: ({ content }) => content.channels?.settings.whatsapp.sender,
    write: ({ content, step, facts }) => {
      const template = content.channels?.settings.whatsapp.templates[step - 1];
      return template && { contentSid: template.contentSid, ...renderWhatsapp(template, facts) };
    },
  },
  linkedin: {
    to: ({ lead }) => lead.profile.linkedinUrl,
    from: ({ content }) => content.brand.senderName,
    write: (parts) => {
      const text = shortText(parts);
      return text === undefined ? undefined : renderLinkedin(text, parts.facts, parts.now);
    },
  },
};

/** A message that is text and nothing more; see `buildMessage`. */
export function buildText(channel: TextChannel, parts: MessageParts): BuiltText {
  const way = WAYS[channel];
  const to = way.to(parts);
  if (to === undefined)
    return { ok: false, blocked: 'NO_ROUTE', detail: 'The lead cannot be reached this way.' };
  const from = way.from(parts);
  if (from === undefined)
    return { ok: false, blocked: 'NO_SENDER', detail: `No sender is set up for ${channel}.` };
  const written = way.write(parts);
  if (!written) return { ok: false, blocked: 'TEMPLATE_MISSING', detail: `No text for step ${parts.step}.` };
  if (!written.ok) return { ok: false, blocked: written.code, detail: written.detail };
  const { text, segments, evidence, contentSid, variables } = written;
  return {
    ok: true,
    channel,
    rendered: { text, segments, evidence },
    framework: 'short',
    to,
    from,
    ...(contentSid === undefined ? {} : { template: { contentSid, variables: variables ?? {} } }),
    hash: contentHash({
      channel,
      ...(contentSid === undefined ? {} : { template: contentSid }),
      recipient: to,
      from,
      replyTo: from,
      subject: '',
      text,
      html: '',
      attachments: [],
      policyVersion: String(POLICY_VERSION),
    }),
  };
}
