import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import styles from './toast.module.css';

/** Tells, for a few seconds and to screen readers, that something was done. What failed stays on the page instead. */
export const useTell = (): ((text: string) => void) => {
  const { add } = Base.useToastManager();
  return (text) => void add({ title: text });
};

function Toasts() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles.toast}>
      <Base.Title />
    </Base.Root>
  ));
}

export function Toasting({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider timeout={5000}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
