import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { type ImportView, leadRoutes } from '../../shared/contracts/http/leads.ts';
import { type Connection, call } from './api-client.ts';
import { CliError } from './cli-error.ts';

export type CreatedImport = z.output<typeof leadRoutes.createImport.success.schema>;
export type UploadForm = CreatedImport['upload'];

export interface ImportRequest {
  readonly kind: ImportView['kind'];
  readonly file: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly defaultCountry?: string | undefined;
}

const LOOK_EVERY_MS = 750;
const UPLOAD_WITHIN_MS = 10 * 60_000;

/** @throws CliError FILE_UNREADABLE */
export async function readUpload(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new CliError('FILE_UNREADABLE', `${file} cannot be read.`, { cause });
  });
}

export const createImport = (connection: Connection, request: ImportRequest): Promise<CreatedImport> =>
  call(connection, leadRoutes.createImport, {
    body: {
      kind: request.kind,
      fileName: basename(request.file),
      mapping: { ...request.mapping },
      defaultCountry: request.defaultCountry,
    },
  });

/** Posts the file with the form that the API signed; S3 wants the file as the last field. */
export async function upload(form: UploadForm, bytes: Buffer, signal: AbortSignal): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(bytes)], { type: 'text/csv' }));
  const response = await fetch(form.url, {
    method: 'POST',
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_WITHIN_MS)]),
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new CliError('UPLOAD_FAILED', `No answer from ${new URL(form.url).origin}.`, { cause });
  });
  const text = await response.text();
  if (!response.ok) {
    throw new CliError('UPLOAD_FAILED', `The storage answered ${response.status}. ${text.slice(0, 300)}`);
  }
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
