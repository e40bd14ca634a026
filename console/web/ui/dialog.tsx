import { type ReactNode, type RefObject, Suspense, useState } from 'react';
import { lazyPart } from '../api/load-part.ts';

export interface DialogProps {
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

const Popup = lazyPart(async () => (await import('./dialog-popup.tsx')).DialogPopup);

/** Takes the focus while it is open and gives it back; Escape closes it. It is loaded when it is opened first. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(false);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen && !props.open) return null;
  return (
    <Suspense fallback={null}>
      <Popup {...props} />
    </Suspense>
  );
}
