export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/** Large things: uploaded files and raw mail. */
export interface FileStore {
  /** A form that lets its holder upload exactly this key, up to `maxBytes`, for some minutes. */
  uploadForm(key: string, maxBytes: number): Promise<UploadForm>;
  /** In bytes; undefined when there is no such file. */
  size(key: string): Promise<number | undefined>;
  /** Bytes from `start` up to and without `end`; the whole file when no range is given. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array>;
}
