import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { type ImportView, leadRoutes, MAX_IMPORT_BYTES } from '../../shared/leads/contract/routes.ts';
import { type Connection, call } from './api-client.ts';
import { CliError } from './cli-error.ts';

export type CreatedImport = z.output<typeof leadRoutes.createImport.success.schema>;
export type UploadForm = CreatedImport['upload'];

export interface ImportRequest {
  readonly kind: ImportView['kind'];
  readonly file: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly defaultCountry?: string | undefined;
  readonly dateOrder?: 'day-first' | 'month-first' | undefined;
}

const LOOK_EVERY_MS = 750;
const UPLOAD_WITHIN_MS = 10 * 60_000;

/**
 * The file, read only as it is sent.
 * @throws CliError FILE_UNREADABLE, also for a folder, FILE_TOO_LARGE
 */
export async function readUpload(file: string): Promise<Blob> {
  const unreadable = (cause: unknown): never => {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CliError('FILE_UNREADABLE', `${file} ${isMissing ? 'does not exist' : 'cannot be read'}.`, {
      cause,
    });
  };
  const found = await stat(file).catch(unreadable);
  if (found.isDirectory())
    throw new CliError(
      'FILE_UNREADABLE',
      `${file} is a folder. Name one file, and import one after another.`,
    );
  const { size } = found;
  if (size > MAX_IMPORT_BYTES) {
    throw new CliError(
      'FILE_TOO_LARGE',
      `${file} has ${megabytes(size)}, an import takes ${megabytes(MAX_IMPORT_BYTES)} at most. ` +
        'Split it into several files, each with the header in its first line, and import one after another.',
    );
  }
  return openAsBlob(file, { type: 'text/csv' }).catch(unreadable);
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

export const createImport = (connection: Connection, request: ImportRequest): Promise<CreatedImport> =>
  call(connection, leadRoutes.createImport, {
    body: {
      kind: request.kind,
      fileName: basename(request.file),
      mapping: { ...request.mapping },
      defaultCountry: request.defaultCountry,
      dateOrder: request.dateOrder,
    },
  });

/**
 * Posts the file with the form that the API signed; S3 wants the file as the last field.
 * @throws CliError UPLOAD_FAILED
 */
export async function upload(form: UploadForm, file: Blob, signal: AbortSignal): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', file);
  const response = await fetch(form.url, {
    method: 'POST',
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_WITHIN_MS)]),
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new CliError(
      'UPLOAD_FAILED',
      `The upload to ${new URL(form.url).origin} broke off without an answer. Run the command again.`,
      { cause },
    );
  });
  const text = await response.text();
  if (!response.ok) {
    throw new CliError('UPLOAD_FAILED', refusal(response.status, text));
  }
}

/** What to do about the refusals of S3 that can be mended here. */
const ADVICE: Readonly<Record<string, string>> = {
  EntityTooLarge: 'Split the file into smaller ones, each with the header in its first line.',
  EntityTooSmall: 'The file is empty: export it again.',
  AccessDenied: 'The form may have expired, which it does after 15 minutes: run the command again.',
  RequestTimeout: 'The connection was too slow: run the command again.',
};

function refusal(status: number, xml: string): string {
  const code = /<Code>([^<]*)<\/Code>/.exec(xml)?.[1] ?? '';
  const message = /<Message>([^<]*)<\/Message>/.exec(xml)?.[1] ?? xml.slice(0, 300);
  const what = `The storage refused the file (${status}${code === '' ? '' : ` ${code}`}): ${message}.`;
  return [what.replace(/\.\.$/, '.'), ADVICE[code]].filter((part) => part !== undefined).join(' ');
}

/** Most rejected rows that are read of an import. */
const REJECTED_READ = 100;

/** The first rows that were rejected, in the order of the file, each with its reason. */
export async function rejectedRows(connection: Connection, { id, counts }: ImportView) {
  if (counts.rejected === 0) return [];
  const request = { params: { id }, query: { limit: REJECTED_READ } };
  return (await call(connection, leadRoutes.listImportRows, request)).rejections;
}

/** Waits until an uploaded file is read to its end. */
export async function finishImport(
  connection: Connection,
  importId: string,
  options: { readonly signal: AbortSignal; readonly onProgress: (view: ImportView) => void },
): Promise<ImportView> {
  for (;;) {
    const view = await call(connection, leadRoutes.getImport, { params: { id: importId } });
    options.onProgress(view);
    if (view.state === 'COMPLETED' || view.state === 'FAILED') return view;
    await delay(LOOK_EVERY_MS, undefined, { signal: options.signal });
  }
}
