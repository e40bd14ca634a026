import { escapeHtml } from '../../content/domain/plain-text.ts';

/** The words of the mail by which a newsletter is confirmed. It asks, and advertises nothing. */
export function confirmMail({
  name,
  purpose,
  brandName,
  postalAddress,
  url,
  isReminder,
}: {
  readonly name: string;
  readonly purpose: string;
  readonly brandName: string;
  readonly postalAddress: string;
  readonly url: string;
  readonly isReminder: boolean;
}): { readonly subject: string; readonly text: string; readonly html: string } {
  const asks = [
    'Hello,',
    `somebody, probably you, asked for "${name}" of ${brandName}: ${purpose}`,
    'If that was you, please confirm it within 7 days:',
  ];
  const otherwise = [
    'If it was not you, do nothing: without this confirmation you get no newsletter, and your address is deleted.',
    `${brandName}, ${postalAddress.replace(/\s*\n\s*/g, ', ')}`,
  ];
  const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;
  return {
    subject: `${isReminder ? 'Reminder: please' : 'Please'} confirm: ${name}`,
    text: [...asks, url, ...otherwise].join('\n\n'),
    html: [
      ...asks.map(paragraph),
      `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`,
      ...otherwise.map(paragraph),
    ].join('\n'),
  };
}
