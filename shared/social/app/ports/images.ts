import type { ImageKind } from '../../domain/networks.ts';

export interface Image {
  readonly url: string;
  readonly alt: string;
  readonly kind: ImageKind;
  readonly bytes: Uint8Array;
}

export type ImageAnswer =
  | { readonly kind: 'image'; readonly image: Omit<Image, 'alt'> }
  | { readonly kind: 'not'; readonly outcome: 'refused' | 'unavailable'; readonly reason: string };

/** Public images. */
export interface Images {
  /** @param most bytes. Never throws for what the other side does. */
  read(url: string, most: number): Promise<ImageAnswer>;
}
