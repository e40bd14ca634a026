import { Menu as Base } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './menu.module.css';

interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: ReactNode;
  readonly items: readonly MenuItem[];
  readonly kind?: 'secondary' | 'quiet';
  readonly small?: boolean;
}

export function Menu({ label, items, kind = 'secondary', small }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger className={buttonClass(kind, small)}>
        {label}
        <ChevronDown aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end">
          <Base.Popup className={styles.popup}>
            {items.map(({ label: text, onChoose }) => (
              <Base.Item key={text} className={styles.item} onClick={onChoose}>
                {text}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
