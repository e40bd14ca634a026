import { Play } from 'lucide-react';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { useCommand } from '../api/hooks.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Confirm } from '../ui/confirm.tsx';
import { useTell } from '../ui/toast.tsx';

export function Resume() {
  const session = useSession();
  const tell = useTell();
  const resume = useCommand(systemRoutes.resume, ['status', 'settings', 'missions']);
  if (!session.may(systemRoutes.resume)) return null;
  return (
    <Confirm
      label="Resume"
      icon={<Play aria-hidden />}
      kind="primary"
      title="Let Rex go on?"
      about="Approved messages go out again within their caps and hours. Approvals that have expired meanwhile are asked for anew."
      run={async () => {
        await resume.mutateAsync({});
        tell('Rex works again.');
      }}
    />
  );
}
