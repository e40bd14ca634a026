import { Inbox, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import { pathLabel } from './label-of.ts';
import styles from './notice.module.css';
import { Prose } from './prose.tsx';

/** What went wrong, in the words of the API, with the fields that it names. */
export function Problem({ error, retry }: { readonly error: ApiError; readonly retry?: () => void }) {
  return (
    <div role="alert" className={`${styles.notice} ${styles.bad}`}>
      <TriangleAlert aria-hidden />
      <div className="stack-tight">
        <p>
          {/* A message that names the fields as a program does would say them twice. */}
          {error.fields.some(({ path }) => error.message.includes(path)) ? (
            'This is not valid:'
          ) : (
            <Prose of={error.message} />
          )}
        </p>
        {error.fields.length === 0 ? null : (
          <ul className={styles.fields}>
            {error.fields.map(({ path, message }) => (
              <li key={path + message}>
                <strong>{pathLabel(path)}</strong> {message}
              </li>
            ))}
          </ul>
        )}
        {retry === undefined ? null : (
          <div>
            <Button small onClick={retry}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

type NoticeTone = 'info' | 'warn' | 'bad' | 'good';

export function Notice({
  tone = 'info',
  children,
}: {
  readonly tone?: NoticeTone;
  readonly children: ReactNode;
}) {
  return <div className={`${styles.notice} ${styles[tone]}`}>{children}</div>;
}

interface EmptyProps {
  readonly title: string;
  /** The first step that would put something here. */
  readonly children?: ReactNode;
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <Inbox aria-hidden />
      <p className={styles.emptyTitle}>{title}</p>
      {children === undefined ? null : <div className={styles.emptyText}>{children}</div>}
    </div>
  );
}

/** Stands where something is about to be. */
export function Loading({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={line} className={styles.line} aria-hidden />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: ApiError | null;
    readonly refetch: () => unknown;
  };
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** Draws an answer when it is there, and meanwhile that it loads, or why it does not. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Problem error={query.error} retry={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
