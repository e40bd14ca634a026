import { useEffect } from 'react';

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };
const TYPING = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]';

/** `j` goes to the next conversation and `k` to the one before, unless somebody types. */
export function useKeys(ids: readonly string[], current: string, go: (id: string) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const at = ids.indexOf(current);
      const next = ids[at < 0 ? 0 : at + step];
      if (next !== undefined) go(next);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [ids, current, go]);
}
