import { readFileSync } from 'node:fs';
import { classifyInbound } from '../../shared/mail/domain/inbound.ts';

export interface OutreachReply {
  readonly wants: string;
  /** `xx`: a language that is not read. */
  readonly language: string;
  readonly text: string;
}

/**
 * Invented answers to outreach, with what they want. The rules were written with `seen` at hand. `set-aside` was written before
 * the rules, and `second` after them in words as unusual as could be thought of: both were read once, and the rules then
 * changed for them. For `third`, no rule was changed.
 */
export const REPLY_SETS = ['seen', 'set-aside', 'second', 'third'] as const;
export const outreachReplies = (set: (typeof REPLY_SETS)[number]): OutreachReply[] =>
  readFileSync(new URL(`outreach-replies/${set}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [wants = '', language = '', text = ''] = line.split('\t');
      return { wants, language, text };
    });

/** What the whole reader of mails says that a reply wants. */
export async function readOutreachReply({ text }: OutreachReply): Promise<string> {
  const headers = [
    'From: Jo Vale <jo.vale@firm.example>',
    'To: reply+abcdefgh@reply.brand.example',
    'Subject: Re: An idea',
    'Date: Tue, 1 Dec 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
  ];
  const mail = await classifyInbound(new TextEncoder().encode(`${headers.join('\r\n')}\r\n\r\n${text}\r\n`));
  return 'reading' in mail ? mail.reading.class : mail.kind;
}
