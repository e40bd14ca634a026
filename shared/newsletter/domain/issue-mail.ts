import { escapeHtml } from '../../content/domain/plain-text.ts';

export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FIRST_NAME = /\{\{\s*firstName\s*\|\s*([^{}]*?)\s*\}\}/g;

/** With the name of a person, or what stands for it. */
export const personalized = ({ subject, text, html }: Words, firstName: string | undefined): Words => ({
  subject: subject.replace(FIRST_NAME, (_, other: string) => firstName ?? other),
  text: text.replace(FIRST_NAME, (_, other: string) => firstName ?? other),
  html: html.replace(FIRST_NAME, (_, other: string) => escapeHtml(firstName ?? other)),
});

export interface Frame {
  /** Of the newsletter. */
  readonly name: string;
  readonly brandName: string;
  readonly postalAddress: string;
  readonly leaveUrl: string;
  /** Its public page, where it has one. */
  readonly pageUrl: string | undefined;
}

/** As it goes out: why it came, how to stop it, and who sent it, at the end. */
export function framed({ subject, text, html }: Words, frame: Frame): Words {
  const { name, brandName, leaveUrl, pageUrl } = frame;
  const why = `You get "${name}" of ${brandName} because you subscribed to it.`;
  const who = `${brandName}, ${frame.postalAddress.replace(/\s*\n\s*/g, ', ')}`;
  const links = [
    { label: 'Unsubscribe', url: leaveUrl },
    ...(pageUrl === undefined ? [] : [{ label: 'Read it in the browser', url: pageUrl }]),
  ];
  return {
    subject,
    text: [text, '', '--', why, ...links.map(({ label, url }) => `${label}: ${url}`), who].join('\n'),
    html: [
      html,
      '<hr>',
      `<p>${escapeHtml(why)}<br>`,
      // The way out goes where it says, whoever counts clicks.
      ...links.map(({ label, url }) => `<a ses:no-track href="${escapeHtml(url)}">${label}</a><br>`),
      `${escapeHtml(who)}</p>`,
    ].join('\n'),
  };
}
