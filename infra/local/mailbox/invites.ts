const INVITES = /^content-type: text\/calendar;[^\n]*(?:\n[ \t][^\n]*)*?method="?request/im;

/** Whether a mail invites to a meeting. */
export const invites = (raw: Buffer): boolean =>
  raw.includes('text/calendar') && INVITES.test(raw.toString('latin1'));
