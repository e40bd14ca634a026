import { detectPii } from './detect.ts';
import type { Finding, PiiType } from './finding.ts';
import type { NameReader } from './names.ts';

/** The personal data that was removed from the texts of one call, to be restored in the answer. */
export interface Redaction {
  /** A text with placeholders for all personal data. The same data has the same placeholder throughout the call. */
  redact(text: string): string;
  /** The same of what its form gives away, such as an address or a number. Words that may be names stay: `Be brief.` is none. */
  redactForms(text: string): string;
  /** A JSON value with redacted texts. Fields with the given names are replaced as a whole. */
  redactValue(value: unknown): unknown;
  /** Replaces the placeholders of an answer by their originals. Placeholders that this call did not create stay. */
  restore<T>(value: T): T;
  /** The originals by placeholder, to restore an answer that comes later. */
  originals(): Readonly<Record<string, string>>;
  readonly replaced: number;
}

type Kind = PiiType | 'FIELD';

export interface RedactionOptions {
  /** Names of fields whose values are never sent, whatever they contain. */
  readonly fields: readonly string[];
  readonly reader?: NameReader | undefined;
}

const FORMS: ReadonlySet<PiiType> = new Set(['PHONE', 'EMAIL', 'CARD', 'IBAN', 'NATIONAL_ID', 'IP']);
const PLACEHOLDER = /\[([A-Z_]+)_(\d+)\]/g;

export function startRedaction({ fields, reader }: RedactionOptions): Redaction {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const hidden = new Set(fields.map((name) => name.toLowerCase()));
  const placeholderFor = (kind: Kind, original: string): string => {
    const known = placeholders.get(original);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder = `[${kind}_${count}]`;
    placeholders.set(original, placeholder);
    originals.set(placeholder, original);
    return placeholder;
  };
  const replace = (text: string, found: readonly Finding[]): string => {
    let at = 0;
    let out = '';
    for (const { type, start, end } of found) {
      out += text.slice(at, start) + placeholderFor(type, text.slice(start, end));
      at = end;
    }
    return out + text.slice(at);
  };
  const redact = (text: string): string => replace(text, detectPii(text, reader));
  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(redactValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        hidden.has(name.toLowerCase()) && each !== null && each !== undefined
          ? placeholderFor('FIELD', typeof each === 'string' ? each : JSON.stringify(each))
          : redactValue(each),
      ]),
    );
  };
  return {
    redact,
    redactForms: (text) =>
      replace(
        text,
        detectPii(text).filter(({ type }) => FORMS.has(type)),
      ),
    redactValue,
    restore: (value) => restoreWith(Object.fromEntries(originals), value),
    originals: () => Object.fromEntries(originals),
    get replaced() {
      return originals.size;
    },
  };
}

/** Puts originals in place of their placeholders, in any JSON value. */
export function restoreWith<T>(originals: Readonly<Record<string, string>>, value: T): T {
  const known = new Map(Object.entries(originals));
  const restore = (each: unknown): unknown => {
    if (typeof each === 'string') {
      return each.replace(PLACEHOLDER, (placeholder) => known.get(placeholder) ?? placeholder);
    }
    if (Array.isArray(each)) return each.map(restore);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, restore(inner)]));
  };
  return restore(value) as T;
}
