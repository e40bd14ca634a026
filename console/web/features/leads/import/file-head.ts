import { PREVIEW_BYTES } from '../../../../../shared/leads/contract/routes.ts';

const LINE_END = 0x0a;

/** The beginning of a file in Base64, whole rows only, as the preview of an import takes it. */
export async function headOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
  const last = bytes.length < file.size ? bytes.lastIndexOf(LINE_END) + 1 : 0;
  return base64(last === 0 ? bytes : bytes.subarray(0, last));
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
