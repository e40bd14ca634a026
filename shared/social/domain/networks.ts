import type { Provider } from '../../connections/contract/providers.ts';
import { linksIn, weightedLength } from './weighted-text.ts';

export const NETWORKS = ['x', 'linkedin', 'facebook', 'instagram'] as const satisfies readonly Provider[];
export type NetworkName = (typeof NETWORKS)[number];

export type ImageKind = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/** What a network takes, and what it costs. */
export interface NetworkRow {
  readonly title: string;
  readonly text: {
    readonly most: number;
    /** As the network counts it. */
    readonly count: (text: string) => number;
    /** Said where it is refused. */
    readonly counted: string;
    readonly hashtags?: number;
  };
  readonly images: {
    readonly least: number;
    readonly most: number;
    readonly kinds: readonly ImageKind[];
    readonly bytes: number;
  };
  /** card: beside the text where there are no images. text: always at its end. none: it links nothing. */
  readonly link: 'card' | 'text' | 'none';
  /** US dollars. */
  readonly cost: (text: string) => number;
  readonly readCost: number;
  /** Why what was published cannot be taken back by its API. */
  readonly staysBecause?: string;
}

const codePoints = (text: string): number => [...text].length;
const free = (): number => 0;
const MB = 1_000_000;

export const NETWORK_TABLE: Readonly<Record<NetworkName, NetworkRow>> = {
  x: {
    title: 'X',
    text: {
      most: 280,
      count: weightedLength,
      counted: 'a link counts 23, an emoji and most characters of Asia 2',
    },
    images: { least: 0, most: 4, kinds: ['image/jpeg', 'image/png', 'image/webp'], bytes: 5 * MB },
    link: 'text',
    cost: (text) => (linksIn(text).length > 0 ? 0.2 : 0.015),
    readCost: 0.005,
  },
  linkedin: {
    title: 'LinkedIn',
    text: {
      most: 3_000,
      count: (text) => codePoints(littleText(text)),
      counted: 'with the escapes in which it is sent',
    },
    images: { least: 0, most: 20, kinds: ['image/jpeg', 'image/png', 'image/gif'], bytes: 8 * MB },
    link: 'card',
    cost: free,
    readCost: 0,
  },
  facebook: {
    title: 'Facebook',
    text: { most: 63_206, count: codePoints, counted: 'characters' },
    images: { least: 0, most: 10, kinds: ['image/jpeg', 'image/png', 'image/gif'], bytes: 4 * MB },
    link: 'card',
    cost: free,
    readCost: 0,
  },
  instagram: {
    title: 'Instagram',
    text: { most: 2_200, count: codePoints, counted: 'characters', hashtags: 30 },
    images: { least: 1, most: 10, kinds: ['image/jpeg'], bytes: 8 * MB },
    link: 'none',
    cost: free,
    readCost: 0,
    staysBecause: 'Instagram lets no program delete a post: delete it in the app.',
  },
};

export const isNetwork = (provider: Provider): provider is NetworkName =>
  NETWORKS.some((name) => name === provider);

/** LinkedIn reads these as its own marks ("little text"). */
const RESERVED = /[\\()[\]{}<>@|~_*#]/g;
const HASHTAG = /(?<![\p{L}\p{N}_&])#([\p{L}\p{N}]+)/gu;
/** A text as LinkedIn takes it: reserved characters escaped, hashtags as such. */
export function littleText(text: string): string {
  let at = 0;
  const parts: string[] = [];
  for (const match of text.matchAll(HASHTAG)) {
    parts.push(text.slice(at, match.index).replace(RESERVED, '\\$&'), `{hashtag|\\#|${match[1]}}`);
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at).replace(RESERVED, '\\$&')].join('');
}
/** What a reader of it sees. */
export const plainOfLittleText = (little: string): string =>
  little.replace(/\{hashtag\|\\?#\|([^{}|]*)\}/g, '#$1').replace(/\\([\\()[\]{}<>@|~_*#])/g, '$1');
