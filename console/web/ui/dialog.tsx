import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
  /** The buttons at its foot. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** What has the focus at first; otherwise the button that closes it. */
  readonly focus?: RefObject<HTMLElement | null>;
}

/** Takes the focus while it is open and gives it back; Escape closes it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  about,
  children,
  actions,
  wide = false,
  focus,
}: DialogProps) {
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
