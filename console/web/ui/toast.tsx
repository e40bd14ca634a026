import { createContext, type ReactNode, use, useCallback, useEffect, useRef, useState } from 'react';
import styles from './toast.module.css';

type Tell = (text: string) => void;

const TellContext = createContext<Tell>(() => undefined);
const SHOWN_MS = 5000;

/** Tells, for a few seconds and to screen readers, that something was done. What failed stays on the page instead. */
export const useTell = (): Tell => use(TellContext);

export function Toasting({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useCallback((next: string) => {
    clearTimeout(timer.current);
    setText(next);
    timer.current = setTimeout(() => setText(''), SHOWN_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <TellContext value={tell}>
      {children}
      <div role="status" className={text === '' ? styles.none : styles.toast}>
        {text}
      </div>
    </TellContext>
  );
}
