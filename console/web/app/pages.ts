import {
  Activity,
  Bell,
  BookOpen,
  BookUser,
  Bot,
  CalendarDays,
  CheckCheck,
  Flag,
  Gauge,
  Globe,
  Hammer,
  Inbox,
  Landmark,
  Lightbulb,
  LineChart,
  type LucideIcon,
  Mail,
  MailX,
  Newspaper,
  Plug,
  ScrollText,
  Send,
  Settings,
  Shield,
  SlidersHorizontal,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';

export interface PageRow {
  /** As TanStack Router has it: `/missions/$id`. */
  readonly path: string;
  /** Loads it when somebody goes there. */
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
}

/** Every page, as the folders of `features` have them: a folder is all that a new page needs. */
export const PAGES: readonly PageRow[] = Object.values(
  import.meta.glob<{ readonly pages: readonly PageRow[] }>('../features/*/routes.ts', { eager: true }),
).flatMap(({ pages }) => pages);

/** Loads what the page of a path is drawn with, while something else has to be waited for. */
export function fetchPage(path: string): void {
  const parts = path.split('/');
  const matching = PAGES.filter(({ path: known }) => {
    const names = known.split('/');
    return (
      names.length === parts.length && names.every((name, i) => name.startsWith('$') || name === parts[i])
    );
  });
  // An exact path before one with an id. What fails now is told when the page is drawn.
  const [first] = matching.toSorted((a, b) => Number(a.path.includes('$')) - Number(b.path.includes('$')));
  first?.load().catch(() => undefined);
}

export interface NavRow {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** What waits there for a person, as the shell counts it. */
  readonly waiting?: 'approvals' | 'inbox' | 'tasks' | 'alerts' | 'deadLetters';
}

export interface NavGroup {
  readonly label: string;
  readonly rows: readonly NavRow[];
  /** Only where Rex runs on one machine. */
  readonly local?: boolean;
}

/** The way through the console. Order is that of use in a day. */
export const NAV: readonly NavGroup[] = [
  {
    label: 'Work',
    rows: [
      { path: '/', label: 'Command Center', icon: Gauge },
      { path: '/missions', label: 'Missions', icon: Send },
      { path: '/campaigns', label: 'Campaigns', icon: Flag },
      { path: '/approvals', label: 'Approvals', icon: CheckCheck, waiting: 'approvals' },
      { path: '/inbox', label: 'Inbox', icon: Inbox, waiting: 'inbox' },
      { path: '/tasks', label: 'Tasks', icon: Hammer, waiting: 'tasks' },
    ],
  },
  {
    label: 'Audience',
    rows: [
      { path: '/leads', label: 'Leads', icon: Users },
      { path: '/newsletters', label: 'Newsletters', icon: Newspaper },
      { path: '/meetings', label: 'Meetings', icon: CalendarDays },
    ],
  },
  {
    label: 'Insight',
    rows: [
      { path: '/analytics', label: 'Analytics', icon: LineChart },
      { path: '/agents', label: 'Agents', icon: Bot },
      { path: '/roster', label: 'Roster', icon: BookUser },
      { path: '/guilds', label: 'Guilds', icon: Shield },
      { path: '/council', label: 'Council', icon: Landmark },
      { path: '/knowledge', label: 'Knowledge', icon: BookOpen },
      { path: '/recommendations', label: 'Recommendations', icon: Lightbulb },
    ],
  },
  {
    label: 'Operation',
    rows: [
      { path: '/domains', label: 'Domains and inboxes', icon: Globe },
      { path: '/alerts', label: 'Alerts', icon: Bell, waiting: 'alerts' },
      { path: '/dead-letters', label: 'Dead letters', icon: MailX, waiting: 'deadLetters' },
      { path: '/audit', label: 'Audit log', icon: ScrollText },
      { path: '/connections', label: 'Connections', icon: Plug },
      { path: '/settings', label: 'Settings', icon: Settings },
    ],
  },
  {
    label: 'This machine',
    local: true,
    rows: [
      { path: '/local/mailbox', label: 'Mailbox', icon: Mail },
      { path: '/local/machine', label: 'Clock and people', icon: SlidersHorizontal },
      { path: '/local/bill', label: 'AWS bill', icon: Activity },
    ],
  },
];
