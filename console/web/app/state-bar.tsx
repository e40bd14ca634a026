import { Pause, Radio, WifiOff } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { StillSending } from '../../../shared/missions/contract/still-sending.ts';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { useApi, useCommand } from '../api/hooks.ts';
import { lazyPart } from '../api/load-part.ts';
import { useLive } from '../live/live.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/notice.tsx';
import styles from './state-bar.module.css';

const Resume = lazyPart(async () => (await import('./resume.tsx')).Resume);
const OnItsWay = lazyPart(async () => (await import('./on-its-way.tsx')).OnItsWay);

/** Whether Rex works, and the one switch that stops it. It is on every page. */
export function StateBar() {
  const [stop, setStop] = useState<StillSending>();
  const status = useApi(systemRoutes.status, {}, { refetchInterval: 60_000 });
  const autonomy = status.data?.autonomy;
  return (
    <div className={styles.bar}>
      {autonomy === undefined ? null : autonomy.paused ? (
        <Badge tone="warn">Paused: nothing goes out</Badge>
      ) : autonomy.dryRun ? (
        <Badge tone="info">Dry run: nothing goes out</Badge>
      ) : (
        <Badge tone="good">Working</Badge>
      )}
      <LiveSign />
      <span className={styles.push} />
      {status.error && status.data === undefined ? <Problem error={status.error} /> : null}
      {autonomy === undefined ? null : autonomy.paused ? <Resume /> : <Stop onStopped={setStop} />}
      {stop ? (
        <Suspense fallback={null}>
          <OnItsWay open stop={stop} onOpenChange={() => setStop(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function LiveSign() {
  const { state } = useLive();
  if (state === 'open') {
    return (
      <span className={styles.live}>
        <Radio aria-hidden /> Live
      </span>
    );
  }
  return (
    <span className={`${styles.live} ${styles.lost}`} role="status">
      <WifiOff aria-hidden />
      {state === 'connecting' ? 'Connecting' : 'Not live: connecting again'}
    </span>
  );
}

/** It goes when Rex has stopped, so what was on its way is told by the bar. */
function Stop({ onStopped }: { readonly onStopped: (stop: StillSending) => void }) {
  const session = useSession();
  const pause = useCommand(systemRoutes.pause, ['status', 'settings', 'missions']);
  if (!session.may(systemRoutes.pause)) return null;
  return (
    <>
      <Button
        kind="danger"
        icon={<Pause aria-hidden />}
        busy={pause.isPending}
        onClick={() => void pause.mutateAsync({}).then(onStopped, () => undefined)}
      >
        Stop
      </Button>
      {pause.error ? <Problem error={pause.error} /> : null}
    </>
  );
}
