export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** The headers of a raw mail, unfolded, in their order. Reads no further than the first empty line. */
export function headersOf(raw: Buffer): MailHeader[] {
  const end = raw.indexOf('\r\n\r\n');
  const bareEnd = raw.indexOf('\n\n');
  const stops = [end, bareEnd].filter((at) => at >= 0);
  const head = raw.toString('utf8', 0, stops.length === 0 ? raw.length : Math.min(...stops));
  return head
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }] : [];
    });
}

/** The value of the first header of that name, in whatever case. */
export function headerValue(headers: readonly MailHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value;
}
