import { useEffect, useState } from 'react';

const STORED = 'rex.keys';
const read = (): boolean => localStorage.getItem(STORED) !== 'off';

/** Whether single keys do things. Speech input and tremor press keys that nobody meant, so they can be switched off. */
export function useKeysSwitch(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(read);
  return [
    on,
    (value) => {
      localStorage.setItem(STORED, value ? 'on' : 'off');
      setOn(value);
    },
  ];
}

/** What takes text or keys of its own, so that a letter there is a letter. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]';

/** Runs what belongs to a single key, wherever on the page it is pressed. `?` works even while the others are off. */
export function useKeys(keys: Readonly<Record<string, () => void>>, on: boolean): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      if (document.querySelector('[role=dialog]') !== null) return;
      const run = on || event.key === '?' ? keys[event.key] : undefined;
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [keys, on]);
}
