import { isbot } from 'isbot';

/** Mail programs that fetch for their reader, although their user agents look like those of bots. */
const MAIL_PROGRAM = /Thunderbird|Microsoft (?:Office|Outlook)|MSOffice|Outlook-(?:iOS|Android)|AppleMail/i;
/** Programs that open links by themselves, with the user agent of a mail program or browser and an addition. */
const SCANNER =
  /Proxy|SafeLinks|Barracuda|Mimecast|Proofpoint|HeadlessChrome|PhantomJS|ms-office.*Discovery/i;

/**
 * No person does this so soon after the message was handed over: an image is shown with the message, and a link in it has to
 * be found first. Scanners follow links in the seconds before and after delivery, with the user agents of ordinary browsers.
 */
const TOO_SOON_MS = { opened: 2_000, clicked: 10_000 } as const;

/** Whether an open or click probably came from a program. It is stored separately and can be judged again. */
export function looksAutomatic(
  engagement: { readonly timestamp: string; readonly userAgent: string },
  sentAt: string,
  kind: keyof typeof TOO_SOON_MS = 'clicked',
): boolean {
  const agent = engagement.userAgent.trim();
  return isProgram(agent) || Date.parse(engagement.timestamp) - Date.parse(sentAt) < TOO_SOON_MS[kind];
}

/** Browsers and mail programs send a user agent; a request without one is not from a person. */
const isProgram = (agent: string): boolean =>
  agent === '' || SCANNER.test(agent) || (isbot(agent) && !MAIL_PROGRAM.test(agent));
