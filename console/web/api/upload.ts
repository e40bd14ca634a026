import { ApiError } from './client.ts';

interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What to do about the refusals of S3. */
const ADVICE: Readonly<Record<string, string>> = {
  EntityTooLarge: 'Split the file into smaller ones.',
  EntityTooSmall: 'The file is empty: export it again.',
  AccessDenied: 'The form may have expired, which it does after 15 minutes: try again.',
  RequestTimeout: 'The connection was too slow: try again.',
};

/**
 * Posts a file with the form that the API signed; S3 wants the file as the last field. `fetch` cannot tell how much has
 * gone out, so this is an XMLHttpRequest.
 * @param onProgress told the share that has gone out, 0 to 1
 * @throws ApiError UPLOAD_FAILED
 */
export function upload(
  form: UploadForm,
  file: Blob,
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.url);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / (total || 1)));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else
        reject(new ApiError('UPLOAD_FAILED', refusal(request.status, request.responseText), request.status));
    });
    request.addEventListener('error', () =>
      reject(new ApiError('UPLOAD_FAILED', 'The upload broke off without an answer. Try again.')),
    );
    request.send(body);
  });
}

function refusal(status: number, xml: string): string {
  const code = /<Code>([^<]*)<\/Code>/.exec(xml)?.[1] ?? '';
  return [`The storage refused the file (${[status, code].join(' ').trim()}).`, ADVICE[code]]
    .filter((part) => part !== undefined)
    .join(' ');
}
