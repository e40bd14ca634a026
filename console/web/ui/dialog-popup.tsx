import { Dialog as Base } from '@base-ui/react/dialog';
import { useRouterState } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import type { DialogProps } from './dialog.tsx';

export function DialogPopup({
  open,
  onOpenChange,
  title,
  about,
  children,
  actions,
  wide = false,
  focus,
}: DialogProps) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const openedAt = useRef(path);
  useEffect(() => {
    // A link in it has led to another page, which would stay hidden behind it.
    if (open && path !== openedAt.current) onOpenChange(false);
    openedAt.current = path;
  }, [open, path, onOpenChange]);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={`${styles.popup} ${wide ? styles.wide : ''}`} initialFocus={focus}>
          <div className="spread">
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<Button kind="quiet" small icon={<X aria-hidden />} aria-label="Close" />} />
          </div>
          {about === undefined ? null : <Base.Description className="quiet">{about}</Base.Description>}
          {children}
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
