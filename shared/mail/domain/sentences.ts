/** A line that is as long as programs break lines goes on in the next one. */
const WRAPPED_AT = 55;
const MAX_SENTENCES = 400;
/** "Art. 17", "z. B. per": a full stop behind a short form ends nothing. */
const SHORT_FORM =
  /(?<![\p{L}\p{N}])((?:[Aa]rt|[Aa]bs|[Nn]r|[Nn]o|[Pp]ar|[Ss]ec|[Ll]it|[Zz]iff|[Cc]a|[Aa]pprox)(?=\.\s+\d)|\p{L}(?=\.\s+[\d\p{Ll}]))\.\s+/gu;

/** The sentences of a text; lines that a program has wrapped are joined, lines that a person has broken are not. */
export function sentencesOf(text: string): string[] {
  const joined = text
    .split('\n')
    .map((line) => line.trim())
    .reduce<string[]>((lines, line) => {
      const last = lines.at(-1) ?? '';
      const goesOn = last.length >= WRAPPED_AT && line !== '' && !/[.!?:。！？]$/u.test(last);
      if (goesOn) lines[lines.length - 1] = `${last} ${line}`;
      else lines.push(line);
      return lines;
    }, []);
  return joined
    .map((line) => line.replace(SHORT_FORM, '$1 '))
    .flatMap((line) => line.split(/(?<=[.!?;][)"'»”]?)\s+|(?<=[。！？；])|\s+(?:-{1,3}|[–—])\s+|\s*\|\s*/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, MAX_SENTENCES);
}
