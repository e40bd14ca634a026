/** Where a report ends and the message that it is about begins. */
const ORIGINAL_STARTS =
  /^(?:[->* ]{2,80}|included ).{0,200}(?:copy of (?:the|your) message|original message|returned message|below this line|forwarded message|unsent message|message header|header of the original|headers? follow)|^(?:original message|original message headers|message header|message headers follow|received: from|return-path:|the following is a copy)/im;
/** Headers of that message among the report's words. */
const ECHOED =
  /^[ \t]*(?:subject|date|sent|sent date|message-id|from|sender|mail from|reply-to|received|x-[\w-]+|size|number of lines|mime-version|content-type|reporting-mta|received-from-mta|remote-mta|arrival-date|last-attempt-date)(?: \(in bytes\))?[ \t]*:.*$/gim;
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/;
const ADDRESSES = new RegExp(ADDRESS, 'g');
const FAILURE_CODE = /(?:^|[^\d.])[45]\d\d[ -]|(?:^|[^\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.])/;

/** Phrases after which the failed recipient is certainly named. */
const NAMED = [
  /(?:RCPT TO|failed recipients?|final-recipient|original-recipient|recipient address|undeliver\w* to|recipients?|delivery (?:to|of)[^\n@]{0,40}|delivering your mail to|deliver\w* (?:this |the |your )?(?:message|mail)? ?to|could not be delivered to|mailbox exceeds allowed size|failed \d{1,3} attempts|response ?code[^\n@]{0,20}|error, address|send\w* [^\n@]{0,30} to)\s*:?\s*(?:rfc822;)?\s*[<"'(]{0,2}/i,
].map((label) => new RegExp(`${label.source}(${ADDRESS.source})`, 'gi'));
/** An address that a line begins with, as reports list them. */
const LISTED = new RegExp(
  `^[ \\t>*-]{0,8}(?:[45]\\d\\d[ -])?[<"'(]{0,2}(${ADDRESS.source})[>"')]{0,2}(?=\\s*(?:$|[:;,.([]|\\.\\.\\.| on |\\s<|\\s{2,}))`,
  'gim',
);
/** An answer about another address, with which the line began. */
const SUCCEEDED = /\n2\d\d [\s\S]*$/;
/** Headers of the returned message, and contacts for questions. */
const OTHERS =
  /^[ \t]*(?:mail from|from|to|cc|bcc|sender|reply-to|return-path|x-[\w-]+|message-id|envelope-from)\s*:|(?:contact|assistance|help|support|questions?|send (?:e-?)?mail|e-?mail|write|report|problems?|postmaster|administrator|unsubscribe)[^\n@]{0,80}$/i;

/** The report's own text without the returned message, at most 8,000 characters. */
export function reportWords(text: string): string {
  const at = text.slice(0, 20_000).search(ORIGINAL_STARTS);
  return (at > 0 ? text.slice(0, at) : text).replace(ECHOED, '').slice(0, 8_000);
}

/** Recipients that a report in free text names as failed, lower case, each once. */
export function failedRecipients(text: string, ours: ReadonlySet<string>): string[] {
  const labelled = NAMED.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, address = '']) => address);
  const listed = [...text.matchAll(LISTED)].map(([, address = '']) => address);
  const found = unique([...listed, ...labelled], ours);
  if (found.length > 0) return found;
  const [only] = unique(
    [...text.matchAll(ADDRESSES)]
      .filter(({ index }) => !OTHERS.test(text.slice(text.lastIndexOf('\n', index) + 1, index)))
      .filter(({ index, 0: address }) =>
        FAILURE_CODE.test(text.slice(index + address.length, index + address.length + 300)),
      )
      .map(([address]) => address),
    ours,
  );
  // A report that was sent to the address that it is about, by a forward for example.
  return only === undefined ? unique(listed, new Set()).slice(0, 1) : [only];
}

const unique = (addresses: readonly string[], ours: ReadonlySet<string>): string[] => [
  ...new Set(addresses.map((each) => each.toLowerCase()).filter((each) => !ours.has(each))),
];

/** The text from an address to the next address; empty when the text does not name it. */
export function passageAbout(text: string, addresses: readonly (string | undefined)[]): string {
  const hits = [...text.matchAll(ADDRESSES)].slice(0, 500);
  const isAbout = (each: string): boolean => addresses.includes(each.toLowerCase());
  const parts = hits.flatMap((hit, i) => {
    if (!isAbout(hit[0])) return [];
    const next = hits.slice(i + 1).find((other) => !isAbout(other[0]))?.index ?? text.length;
    return [text.slice(hit.index, Math.min(next, hit.index + 600)).replace(SUCCEEDED, '')];
  });
  return parts.toSorted((a, b) => Number(FAILURE_CODE.test(b)) - Number(FAILURE_CODE.test(a)))[0] ?? '';
}
