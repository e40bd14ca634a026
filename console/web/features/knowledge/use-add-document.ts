import { useState } from 'react';
import type { DocumentBody, DocumentView, Format } from '../../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../../shared/knowledge/contract/routes.ts';
import type { ApiError } from '../../api/client.ts';
import { useCommand } from '../../api/hooks.ts';
import { upload } from '../../api/upload.ts';

type About = Pick<DocumentBody, 'title' | 'category' | 'audience'>;

const BY_ENDING: Readonly<Record<string, Format>> = {
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  html: 'html',
  htm: 'html',
  pdf: 'pdf',
};

/** Uploads a file where there is one, and adds the document. `add` gives nothing when that failed: `error` says why. */
export function useAddDocument() {
  const createUpload = useCommand(knowledgeRoutes.createUpload);
  const put = useCommand(knowledgeRoutes.putDocument);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const add = async (
    source: File | string,
    kind: 'file' | 'address' | 'text',
    about: About,
  ): Promise<DocumentView | undefined> => {
    setBusy(true);
    setError(undefined);
    try {
      return await put.mutateAsync({ body: { ...about, ...(await contentOf(source, kind)) } });
    } catch (failure) {
      setError(failure as ApiError);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const contentOf = async (source: File | string, kind: 'file' | 'address' | 'text') => {
    if (typeof source === 'string')
      return kind === 'address' ? { address: source } : { content: source, format: 'markdown' as const };
    const format = BY_ENDING[source.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text';
    const form = await createUpload.mutateAsync({ body: { format } });
    await upload(form, source);
    return { upload: form.upload, format };
  };
  return { add, isBusy, error };
}
