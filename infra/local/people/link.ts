import PostalMime from 'postal-mime';

const LINK = /https?:\/\/[^\s"'<>]+/g;
const LEAVING = /unsub|opt-?out|preferences/i;
const BOOKING = /book|calend|schedul|meet/i;

/** The links of a mail, each once, in their order. */
export async function linksOf(raw: Buffer): Promise<string[]> {
  const { html, text } = await PostalMime.parse(raw);
  const links = `${html ?? ''}\n${text ?? ''}`.replaceAll('&amp;', '&').match(LINK) ?? [];
  return [...new Set(links)];
}

/** Whether a link is for leaving the list. */
export const isLeaving = (link: string): boolean => LEAVING.test(link);

/** The link that a reader follows: a booking link, or the first that is not for leaving the list. */
export const linkToFollow = (links: readonly string[], booking: boolean): string | undefined =>
  links.find((link) => !isLeaving(link) && (!booking || BOOKING.test(link)));
