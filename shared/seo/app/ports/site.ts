interface Fetched {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** The same, as it came. */
  readonly bytes: Uint8Array;
}

/** `refused`: not asked at all. `failed`: no answer. Whole sentences. */
export type SiteAnswer =
  | ({ readonly kind: 'fetched' } & Fetched)
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads public pages, and none that robots.txt keeps from Rex. */
export interface Site {
  /** Never throws for what the other side does. */
  read(url: string): Promise<SiteAnswer>;
}
