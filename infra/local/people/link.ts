import PostalMime from 'postal-mime';

const LINK = /https?:\/\/[^\s"'<>]+/g;
const LEAVING = /unsub|opt-?out|preferences/i;
const BOOKING = /book|calend|schedul|meet/i;

/** The link of a mail that a reader follows: a booking link, or the first that is not for leaving the list. */
export async function linkToFollow(raw: Buffer, booking: boolean): Promise<string | undefined> {
  const { html, text } = await PostalMime.parse(raw);
  const links = `${html ?? ''}\n${text ?? ''}`.replaceAll('&amp;', '&').match(LINK) ?? [];
  return links.find((link) => !LEAVING.test(link) && (!booking || BOOKING.test(link)));
}
