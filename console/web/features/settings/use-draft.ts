import { useMemo, useState } from 'react';
import type { Settings } from '../../../../shared/workspaces/contract/settings.ts';
import type { ApiAnswer } from '../../api/client.ts';
import { type Change, changesOf, withChanges } from '../../schema-form/changes.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly value: Fields;
  readonly changes: readonly Change[];
  /** What somebody else has changed since this draft was begun. */
  readonly theirs: readonly Change[];
  /** The version on which the draft stands. */
  readonly etag: string | null;
  set(value: Fields): void;
  /** Puts the changes of this draft on top of what is saved now. */
  rebase(): void;
  discard(): void;
  /** What was just saved is what the draft stands on. */
  saved(settings: Settings): void;
}

/** What a person has typed, until it is saved. What others save meanwhile is taken over where nothing was typed. */
export function useDraft(saved: ApiAnswer<Settings>): Draft {
  const [kept, setKept] = useState({ base: saved, value: saved.data as Fields });
  const { base, value } = kept;
  const changes = useMemo(() => changesOf(base.data, value), [base, value]);
  const theirs = useMemo(() => changesOf(base.data, saved.data), [base, saved]);
  const isNewer = saved.etag !== base.etag || saved.data !== base.data;
  if (isNewer && changes.length === 0) setKept({ base: saved, value: saved.data as Fields });
  else if (saved.etag !== base.etag && theirs.length === 0) setKept({ base: saved, value });
  return {
    value,
    changes,
    theirs: changes.length === 0 ? [] : theirs,
    etag: base.etag,
    set: (next) => setKept({ base, value: next }),
    rebase: () => setKept({ base: saved, value: withChanges(saved.data, changes) as Fields }),
    discard: () => setKept({ base: saved, value: saved.data as Fields }),
    saved: (settings) => setKept({ base: { data: settings, etag: base.etag }, value: settings as Fields }),
  };
}
