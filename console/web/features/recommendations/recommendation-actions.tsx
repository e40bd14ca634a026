import type { RecommendationView } from '../../../../shared/analytics/contract/routes.ts';
import { analyticsRoutes } from '../../../../shared/analytics/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { changeText } from './change-text.ts';

/** Apply asks for an approval of the change; dismiss keeps its cause silent for a while. */
export function RecommendationActions({ of: { id, state, change } }: { readonly of: RecommendationView }) {
  const session = useSession();
  const tell = useTell();
  const apply = useCommand(analyticsRoutes.applyRecommendation, ['approvals']);
  const dismiss = useCommand(analyticsRoutes.dismissRecommendation, ['approvals']);
  if (state !== 'open' || !session.may(analyticsRoutes.applyRecommendation)) return null;
  const params = { id };
  return (
    <>
      {change.setting === 'none' ? null : (
        <Confirm
          small
          kind="primary"
          label="Apply"
          title="Apply this recommendation"
          about={`Rex asks for an approval of the change “${changeText(change)}”. Nothing changes before somebody approves it.`}
          run={async () => {
            await apply.mutateAsync({ params });
            tell('The approval of the change waits');
          }}
        />
      )}
      <Confirm
        small
        label="Dismiss"
        title="Dismiss this recommendation"
        about="Because it is not wanted, or was done by hand. Its cause stays silent for 30 days."
        reason="optional"
        run={async (reason) => {
          await dismiss.mutateAsync({ params, body: reason ? { reason } : {} });
          tell('Dismissed');
        }}
      />
    </>
  );
}
