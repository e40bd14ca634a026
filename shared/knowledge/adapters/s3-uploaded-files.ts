import type { FileStore } from '../../platform/ports/files.ts';
import type { UploadedFiles } from '../app/ports/knowledge.ts';

export const uploadKey = (workspace: string, upload: string): string => `knowledge/${workspace}/${upload}`;

/** Files that were handed over by a form, in the bucket of uploads. */
export const s3UploadedFiles = (files: FileStore): UploadedFiles => ({
  async read(workspace, upload) {
    const key = uploadKey(workspace, upload);
    return (await files.size(key)) === undefined ? undefined : files.read(key);
  },
});
