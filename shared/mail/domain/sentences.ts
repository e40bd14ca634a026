/** A line of at least this length was probably wrapped by a program, and continues in the next one. */
const WRAPPED_AT = 55;
const MAX_SENTENCES = 400;
/** "Art. 17", "z. B. per": a full stop after an abbreviation does not end the sentence. */
const SHORT_FORM =
  /(?<![\p{L}\p{N}])((?:[Aa]rt|[Aa]bs|[Nn]r|[Nn]o|[Pp]ar|[Ss]ec|[Ll]it|[Zz]iff|[Cc]a|[Aa]pprox)(?=\.\s+\d)|\p{L}(?=\.\s+(?:[\d\p{Ll}]|\p{L}\.)))\.\s+/gu;

/** The sentences of a text. Lines that a program wrapped are joined; line breaks of a person end a sentence. */
export function sentencesOf(text: string): string[] {
  const joined: string[] = [];
  let before = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const goesOn = before.length >= WRAPPED_AT && !/[.!?:。！？]$/u.test(before);
    joined.push(goesOn ? `${joined.pop()} ${line}` : line);
    before = line;
  }
  return joined
    .map((line) => line.replace(SHORT_FORM, '$1 '))
    .flatMap((line) => line.split(/(?<=[.!?;][)"'»”]?)\s+|(?<=[。！？；])|\s+(?:-{1,3}|[–—])\s+|\s*\|\s*/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, MAX_SENTENCES);
}
