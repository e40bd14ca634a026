import { likelyLanguages } from '../../mail/domain/language.ts';
import type { Passage, Place } from '../contract/assessment.ts';
import type { Content } from '../contract/content.ts';
import { type Html, readHtml } from './html.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A part of a content that has words. Every character is where it stands in what was given. */
export interface Field {
  readonly in: Place;
  readonly text: string;
}

export interface Sentence extends Span {
  readonly words: readonly string[];
}

/** A content as the parts of its quality look at it. */
export interface Reading {
  readonly content: Content;
  readonly language: string;
  readonly isEnglish: boolean;
  readonly subject: Field | undefined;
  /** What is read: the text, else what the HTML says, else the transcript. */
  readonly body: Field | undefined;
  readonly sentences: readonly Sentence[];
  readonly words: number;
  readonly html: Html | undefined;
}

const QUOTE = 160;
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
const URLS = /https?:\/\/[^\s<>"']+/gi;
/** A slot that is filled for each person stands for one word. */
const SLOT = /\{\{[^{}]*\}\}/g;

export function readContent(content: Content): Reading {
  const html = content.html === undefined ? undefined : readHtml(content.html);
  const body = bodyOf(content, html);
  const sentences = body ? sentencesOf(body.text) : [];
  const language = content.language ?? toldFrom(body?.text ?? '');
  return {
    content,
    language,
    isEnglish: language === 'en',
    subject: content.subject === undefined ? undefined : { in: 'subject', text: content.subject },
    body,
    sentences,
    words: sentences.reduce((sum, { words }) => sum + words.length, 0),
    html,
  };
}

function bodyOf({ text, transcript }: Content, html: Html | undefined): Field | undefined {
  if (text !== undefined) return { in: 'text', text: filled(text) };
  if (html !== undefined) return { in: 'html', text: filled(html.text) };
  return transcript === undefined ? undefined : { in: 'transcript', text: transcript };
}

const filled = (text: string): string => text.replaceAll(SLOT, (slot) => 'Reader'.padEnd(slot.length, ' '));

/** Words that belong to several languages, or to none that is known, are taken for English. */
function toldFrom(text: string): string {
  const [likely, ...others] = likelyLanguages(text);
  return likely !== undefined && others.length === 0 ? likely : 'en';
}

export const wordsOf = (text: string): string[] =>
  text.replaceAll(URLS, (url) => ' '.repeat(url.length)).match(WORD) ?? [];

/** Sentences by the rules of Unicode (UAX #29). A single line break ends none, but before an item of a list. */
function sentencesOf(text: string): Sentence[] {
  const joined = text.replaceAll(/(?<!\n)\n(?!\s*\n|\s*(?:[-*•–]|\d+[.)])\s)/g, ' ');
  return [...SEGMENTER.segment(joined)].flatMap(({ segment, index }) => {
    const words = wordsOf(segment);
    if (words.length === 0) return [];
    const start = index + (segment.length - segment.trimStart().length);
    const said = segment.trim();
    return [{ start, end: start + said.length, text: said, words }];
  });
}

export const passageOf = (place: Field, { start, end }: Pick<Span, 'start' | 'end'>): Passage => ({
  in: place.in,
  start,
  end,
  quote: place.text.slice(start, end).replaceAll(/\s+/g, ' ').trim().slice(0, QUOTE),
});

/** Where a pattern is found in the subject and the body. */
export function found({ subject, body }: Reading, pattern: RegExp): Passage[] {
  const every = new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  return [subject, body].flatMap((field) =>
    field
      ? [...field.text.matchAll(every)].map((match) =>
          passageOf(field, { start: match.index, end: match.index + match[0].length }),
        )
      : [],
  );
}
