/** What somebody did with a date in their calendar, by a mail of iTIP (RFC 5546, RFC 6047). */
export interface CalendarMessage {
  /** `REPLY` answers an invitation, `COUNTER` proposes another time, `REQUEST` invites, `CANCEL` calls it off. */
  readonly method: 'REPLY' | 'COUNTER' | 'REQUEST' | 'CANCEL';
  /** With `REPLY`: the PARTSTAT of the attendee. */
  readonly answer?: 'accepted' | 'declined' | 'tentative';
  /** The UID of the event; at most 255 characters. */
  readonly uid?: string;
}

const METHODS = ['REPLY', 'COUNTER', 'REQUEST', 'CANCEL'] as const;
const ANSWERS = ['accepted', 'declined', 'tentative'] as const;

/** Reads a `text/calendar` part; undefined when it is not one that people exchange by mail. */
export function readCalendar(content: string | undefined): CalendarMessage | undefined {
  if (content === undefined) return undefined;
  // Long lines are folded: a line break and a blank continue the line (RFC 5545, 3.1).
  const text = content.slice(0, 100_000).replace(/\r?\n[ \t]/g, '');
  const named = /^METHOD:\s*([A-Z]+)\s*$/im.exec(text)?.[1]?.toUpperCase();
  const method = METHODS.find((each) => each === named);
  if (method === undefined) return undefined;
  const said = /^ATTENDEE[^:\r\n]*;PARTSTAT="?([A-Z-]+)"?/im.exec(text)?.[1]?.toLowerCase();
  const answer = method === 'REPLY' ? ANSWERS.find((each) => each === said) : undefined;
  const uid = /^UID:\s*(\S.*?)\s*$/im.exec(text)?.[1]?.slice(0, 255);
  return { method, ...(answer && { answer }), ...(uid !== undefined && { uid }) };
}
