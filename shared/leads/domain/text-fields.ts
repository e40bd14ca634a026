import { isInstructionLike } from './instruction-like.ts';
import { repairMojibake } from './mojibake.ts';

export const TEXT_FLAGS = [
  'formulaCell',
  'instructionLike',
  'mojibakeRepaired',
  'noteAsksForNoContact',
] as const;
export type TextFlag = (typeof TEXT_FLAGS)[number];

export interface InertText {
  readonly text: string;
  /** What a person should know about the text. Flags never change a decision. */
  readonly flags: readonly TextFlag[];
}

/** C0 and C1 controls except tab and newlines, bidirectional overrides, and unpaired surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const FORMULA_START = /^[=+\-@\t\r]/;

/** A text field as inert text: repaired, NFC, without control signs, at most `maxLength` UTF-16 units long. */
export function inertText(raw: string, maxLength: number): InertText {
  const repaired = repairMojibake(raw.slice(0, maxLength * 4));
  const text = capped(
    repaired.replace(/\r\n?/g, '\n').replace(UNWANTED, '').toWellFormed().normalize('NFC').trim(),
    maxLength,
  );
  const flags: TextFlag[] = [];
  if (isFormula(raw)) flags.push('formulaCell');
  if (isInstructionLike(text)) flags.push('instructionLike');
  if (repaired !== raw.slice(0, maxLength * 4)) flags.push('mojibakeRepaired');
  return { text, flags };
}

/** A field that is one line: line breaks and runs of blanks become one blank. */
export function inertLine(raw: string, maxLength: number): InertText {
  const { text, flags } = inertText(raw, maxLength);
  return { text: text.replace(/\s+/g, ' '), flags };
}

/** A cell for a CSV that people open in a spreadsheet: a formula becomes text (OWASP, CSV injection). */
export const exportSafe = (cell: string): string => (FORMULA_START.test(cell) ? `'${cell}` : cell);

/** `- met at fair` and a lone dash are notes, and `+49 30 901820` is a number: only other texts could be formulas. */
function isFormula(raw: string): boolean {
  return FORMULA_START.test(raw) && !/^[-+]?[\d\s().-]*$/.test(raw) && !/^-+\s/.test(raw);
}

function capped(text: string, maxLength: number): string {
  return text.length <= maxLength
    ? text
    : text
        .slice(0, maxLength)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd();
}
