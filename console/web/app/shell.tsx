import { useIsFetching } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { LogOut, Menu as MenuIcon } from 'lucide-react';
import { type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { lazyPart } from '../api/load-part.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Button } from '../ui/button.tsx';
import { useLocalRuntime } from './clock.tsx';
import { NAV, type NavRow } from './pages.ts';
import styles from './shell.module.css';
import { StateBar } from './state-bar.tsx';
import { NOTHING, useWaiting, WaitingContext } from './waiting-context.ts';

const CountWaiting = lazyPart(async () => (await import('./count-waiting.ts')).CountWaiting);
const NextStep = lazyPart(async () => (await import('../features/home/next-step.tsx')).NextStep);
const WorkspaceMenu = lazyPart(async () => (await import('./workspace-menu.tsx')).WorkspaceMenu);

/** What stands around every page: the way to the others, and whether Rex works. */
export function Shell() {
  const [open, setOpen] = useState(false);
  const [waiting, setWaiting] = useState(NOTHING);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isFirst = useRef(true);
  const isLoading = useRouterState({ select: ({ status }) => status === 'pending' });
  const isDrawn = useDrawn(isLoading);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when somebody has gone to another page
  useEffect(() => {
    setOpen(false);
    // Keyboards and screen readers begin with the new page, and not at the link that led there.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
  return (
    <WaitingContext value={waiting}>
      {isDrawn ? (
        <Suspense fallback={null}>
          <CountWaiting onCounts={setWaiting} />
        </Suspense>
      ) : null}
      <div className={styles.shell}>
        <a href="#main" className={styles.skip}>
          Skip to the page
        </a>
        <aside className={`${styles.side} ${open ? styles.open : ''}`}>
          <SideBar isDrawn={isDrawn} />
        </aside>
        <div className={styles.rest}>
          <header className={styles.top}>
            <span className={styles.toggle}>
              <Button
                kind="quiet"
                icon={<MenuIcon aria-hidden />}
                aria-label="Pages"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              />
            </span>
            <StateBar />
          </header>
          <main id="main" ref={main} tabIndex={-1} aria-busy={isLoading || undefined} className={styles.main}>
            <Outlet />
          </main>
          {isDrawn ? (
            <Suspense fallback={null}>
              <NextStep />
            </Suspense>
          ) : null}
        </div>
      </div>
    </WaitingContext>
  );
}

const QUIET_MS = 100;

/** Whether the first page has its answers: what stands around it is asked for after them. */
function useDrawn(isLoading: boolean): boolean {
  const [drawn, setDrawn] = useState(false);
  const asking = useIsFetching();
  useEffect(() => {
    if (drawn || asking > 0 || isLoading) return;
    const timer = setTimeout(() => setDrawn(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [drawn, asking, isLoading]);
  return drawn;
}

function SideBar({ isDrawn }: { readonly isDrawn: boolean }) {
  const session = useSession();
  const { data: local } = useLocalRuntime();
  const waiting = useWaiting();
  const nav = useRef<HTMLElement>(null);
  useCurrentInSight(nav);
  return (
    <>
      <Link to="/" className={styles.brand}>
        <img src="/icon.svg" alt="" width="28" height="28" />
        Rex
      </Link>
      <nav ref={nav} aria-label="Pages" className={styles.nav}>
        {NAV.filter((group) => !group.local || local).map(({ label, rows }) => (
          <div key={label}>
            <p className={styles.group}>{label}</p>
            <ul>
              {rows.map((row) => (
                <li key={row.path}>
                  <NavLink {...row} count={row.waiting === undefined ? '' : waiting[row.waiting]} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={styles.who}>
        <span className={styles.email} title={session.email}>
          {session.email}
        </span>
        {isDrawn ? (
          <Suspense fallback={<WorkspaceName />}>
            <WorkspaceMenu />
          </Suspense>
        ) : (
          <WorkspaceName />
        )}
        <Button kind="quiet" small icon={<LogOut aria-hidden />} onClick={() => void session.signOut()}>
          Sign out
        </Button>
      </div>
    </>
  );
}

function WorkspaceName() {
  const { role, workspace } = useSession();
  return (
    <span className={styles.name}>
      {role} of {workspace}
    </span>
  );
}

/** The way to the page that is open stays in sight where the window is too low for all of them. */
function useCurrentInSight(nav: RefObject<HTMLElement | null>) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when somebody has gone to another page
  useEffect(() => {
    const show = () => nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
    show();
    if (nav.current === null) return;
    const observer = new ResizeObserver(show);
    observer.observe(nav.current);
    return () => observer.disconnect();
  }, [nav, path]);
}

function NavLink({ path, label, icon: Icon, count }: NavRow & { readonly count: string }) {
  return (
    <Link
      to={path}
      className={styles.link}
      activeOptions={{ exact: path === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon aria-hidden />
      <span>{label}</span>
      {count === '' ? null : (
        <span className={styles.count}>
          {count}
          <span className="visually-hidden"> waiting</span>
        </span>
      )}
    </Link>
  );
}
