import type { PublishPayload } from '../contract/tasks.ts';
import { NETWORK_TABLE, type NetworkName } from './networks.ts';

/** A post in the form of its network, without its images. */
export interface Composed {
  /** As readers see it. */
  readonly text: string;
  readonly card: { readonly url: string; readonly title: string } | undefined;
}

export function compose(network: NetworkName, { text, link, linkTitle, media }: PublishPayload): Composed {
  const row = NETWORK_TABLE[network];
  if (link === undefined || row.link === 'none') return { text, card: undefined };
  if (row.link === 'card' && media.length === 0)
    return { text, card: { url: link, title: linkTitle ?? new URL(link).host } };
  return { text: text.includes(link) ? text : `${text}\n\n${link}`, card: undefined };
}

const HASHTAG = /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]+/gu;

/** Why a network would not take it; undefined when nothing is wrong. */
export function problemOf(network: NetworkName, payload: PublishPayload): string | undefined {
  const { title, text, images, link } = NETWORK_TABLE[network];
  const composed = compose(network, payload).text;
  const count = text.count(composed);
  if (count > text.most)
    return `payload.text: ${title} takes ${text.most} characters at most, and this has ${count} (${text.counted}).`;
  const hashtags = composed.match(HASHTAG)?.length ?? 0;
  if (text.hashtags !== undefined && hashtags > text.hashtags)
    return `payload.text: ${title} takes ${text.hashtags} hashtags at most, and this has ${hashtags}.`;
  const { length } = payload.media;
  if (length < images.least) return `payload.media: ${title} publishes no post without an image.`;
  if (length > images.most)
    return `payload.media: ${title} takes ${images.most} images at most, and these are ${length}.`;
  if (link === 'none' && payload.link !== undefined)
    return `payload.link: ${title} shows no links in posts. Leave it out.`;
  return undefined;
}

/** Whether both say the same to a reader, whatever the network did to blanks, entities and composed characters. */
export const sameText = (a: string, b: string): boolean => bare(a) === bare(b);

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const bare = (text: string): string =>
  text
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
