import { readFileSync } from 'node:fs';

export interface OutreachReply {
  readonly wants: string;
  /** `xx`: a language that is not read. */
  readonly language: string;
  readonly text: string;
}

/**
 * Invented answers to outreach, with what they want. The rules were written with `seen` at hand; `set-aside` was written before
 * the rules, and looked at when they were done.
 */
export const outreachReplies = (set: 'seen' | 'set-aside'): OutreachReply[] =>
  readFileSync(new URL(`outreach-replies/${set}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [wants = '', language = '', text = ''] = line.split('\t');
      return { wants, language, text };
    });
