import { isbot } from 'isbot';

/** Mail programs that fetch for the person who reads in them, though their agents look like programs' own. */
const MAIL_PROGRAM = /Thunderbird|Microsoft (?:Office|Outlook)|MSOffice|Outlook-(?:iOS|Android)|AppleMail/i;
/** A program that follows links for people, and calls itself a mail program or a browser with something added. */
const SCANNER =
  /Proxy|SafeLinks|Barracuda|Mimecast|Proofpoint|HeadlessChrome|PhantomJS|ms-office.*Discovery/i;

/**
 * Nobody has a message, reads it and does this so soon after it was handed over: an image is shown with the message,
 * a link stands in it and has to be found first. Scanners follow links in the seconds before and after the delivery,
 * under the agents of ordinary browsers.
 */
const TOO_SOON_MS = { opened: 2_000, clicked: 10_000 } as const;

/** Whether an open or click looks like a program's. Kept apart, not thrown away: it can be judged again. */
export function looksAutomatic(
  engagement: { readonly timestamp: string; readonly userAgent: string },
  sentAt: string,
  kind: keyof typeof TOO_SOON_MS = 'clicked',
): boolean {
  const agent = engagement.userAgent.trim();
  return isProgram(agent) || Date.parse(engagement.timestamp) - Date.parse(sentAt) < TOO_SOON_MS[kind];
}

/** Browsers and mail programs say what they are; who says nothing is no person's. */
const isProgram = (agent: string): boolean =>
  agent === '' || SCANNER.test(agent) || (isbot(agent) && !MAIL_PROGRAM.test(agent));
