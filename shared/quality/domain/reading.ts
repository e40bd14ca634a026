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

/** A field that is read as a whole. */
export interface Body extends Field {
  readonly sentences: readonly Sentence[];
  readonly words: number;
  readonly language: string;
}

/** What stands in a field. */
export type Located<S extends Span = Span> = S & { readonly field: Field };

/** A content as the parts of its quality look at it. */
export interface Reading {
  readonly content: Content;
  readonly language: string;
  readonly isEnglish: boolean;
  readonly subject: Field | undefined;
  /** What is read: the text and what the HTML says, as either may be shown; without both the transcript. */
  readonly bodies: readonly Body[];
  readonly sentences: readonly Located<Sentence>[];
  /** Of the longest body. */
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
  const bodies = fieldsOf(content, html).map((field) => bodyOf(field, content.language));
  const languages = bodies.filter(({ words }) => words > 0).map(({ language }) => language);
  // Words of English are judged wherever they stand: words of another language do not hide them.
  const language = content.language ?? (languages.includes('en') ? 'en' : (languages[0] ?? 'en'));
  return {
    content,
    language,
    isEnglish: language === 'en',
    subject: content.subject === undefined ? undefined : { in: 'subject', text: content.subject },
    bodies,
    sentences: inEither(bodies, ({ sentences }) => sentences),
    words: Math.max(0, ...bodies.map(({ words }) => words)),
    html,
  };
}

function fieldsOf({ text, transcript }: Content, html: Html | undefined): Field[] {
  const fields: Field[] = [];
  if (text !== undefined) fields.push({ in: 'text', text: filled(text) });
  if (html !== undefined) fields.push({ in: 'html', text: filled(html.text) });
  if (fields.length === 0 && transcript !== undefined) fields.push({ in: 'transcript', text: transcript });
  return fields;
}

function bodyOf(field: Field, given: string | undefined): Body {
  const sentences = sentencesOf(field.text);
  const words = sentences.reduce((sum, of) => sum + of.words.length, 0);
  return { ...field, sentences, words, language: given ?? toldFrom(field.text) };
}

/**
 * What stands in one of several fields. They say the same in two forms, as text and HTML do, so what stands in both counts once,
 * and as often as where it stands most.
 */
export function inEither<S extends Span, F extends Field>(
  fields: readonly F[],
  spansOf: (field: F) => readonly S[],
): Located<S>[] {
  const known = new Map<string, number>();
  return fields.flatMap((field) => {
    const here = new Map<string, number>();
    const added = spansOf(field).filter(({ text }) => {
      const said = text.replaceAll(/\s+/g, '').toLowerCase();
      const times = (here.get(said) ?? 0) + 1;
      here.set(said, times);
      return times > (known.get(said) ?? 0);
    });
    for (const [said, times] of here) known.set(said, Math.max(times, known.get(said) ?? 0));
    return added.map((span) => ({ ...span, field }));
  });
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
  // Looks no further than the next line, so that many empty ones are not looked through from each.
  const joined = text.replaceAll(/(?<!\n)\n(?![^\S\n]*(?:\n|(?:[-*•–]|\d+[.)])\s))/g, ' ');
  // A line that is left ends its sentence by those rules, so each is parted by itself: the segmenter holds all of its input at every part.
  return [...joined.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) =>
    line.trim() === '' ? [] : sentencesOfLine(line, index),
  );
}

const sentencesOfLine = (line: string, at: number): Sentence[] =>
  [...SEGMENTER.segment(line)].flatMap(({ segment, index }) => {
    const words = wordsOf(segment);
    if (words.length === 0) return [];
    const start = at + index + (segment.length - segment.trimStart().length);
    const said = segment.trim();
    return [{ start, end: start + said.length, text: said, words }];
  });

export const passageOf = (place: Field, { start, end }: Pick<Span, 'start' | 'end'>): Passage => ({
  in: place.in,
  start,
  end,
  quote: place.text.slice(start, end).replaceAll(/\s+/g, ' ').trim().slice(0, QUOTE),
});

/** Where a pattern is found in the subject and the bodies. */
export function found({ subject, bodies }: Pick<Reading, 'subject' | 'bodies'>, pattern: RegExp): Passage[] {
  const every = new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  const spansOf = ({ text }: Field): Span[] =>
    [...text.matchAll(every)].map(({ index, 0: said }) => ({
      start: index,
      end: index + said.length,
      text: said,
    }));
  return [...inEither(subject ? [subject] : [], spansOf), ...inEither(bodies, spansOf)].map((span) =>
    passageOf(span.field, span),
  );
}
