import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../../api/client.ts';
import { Loaded } from '../../../ui/notice.tsx';
import { mailPath } from './mail.ts';

/** The bytes of the mail as they were sent. */
export function MailSource({ id }: { readonly id: string }) {
  const source = useQuery<string, ApiError>({
    queryKey: ['local', mailPath(id), 'source'],
    queryFn: async ({ signal }) => {
      const answer = await fetch(`${mailPath(id)}/source`, { signal });
      if (!answer.ok)
        throw new ApiError(`HTTP_${answer.status}`, 'The source cannot be read.', answer.status);
      return answer.text();
    },
  });
  return <Loaded query={source}>{(text) => <pre>{text}</pre>}</Loaded>;
}
