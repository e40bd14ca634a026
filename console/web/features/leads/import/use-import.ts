import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import type { ApiError } from '../../../api/client.ts';
import { useCommand } from '../../../api/hooks.ts';
import { upload } from '../../../api/upload.ts';
import type { Mapping } from './mapping.ts';

interface Wanted {
  readonly file: File;
  readonly kind: 'leads' | 'orders';
  readonly mapping: Mapping;
  readonly defaultCountry?: string;
  readonly dateOrder?: 'day-first' | 'month-first';
}

/** Begins an import, uploads the file, and goes to the page that shows how it gets on. */
export function useImport() {
  const navigate = useNavigate();
  const create = useCommand(leadRoutes.createImport);
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<ApiError>();
  const start = async ({ file, ...body }: Wanted) => {
    setError(undefined);
    setShare(0);
    try {
      const { import: made, upload: form } = await create.mutateAsync({
        body: { ...body, fileName: file.name },
      });
      await upload(form, file, setShare);
      await navigate({ to: '/leads/imports/$id', params: { id: made.id } as never });
    } catch (failure) {
      setError(failure as ApiError);
    } finally {
      setShare(undefined);
    }
  };
  return { start, share, error };
}
