import { Suspense, useState } from 'react';
import * as z from 'zod';
import { settingsRoutes } from '../../../../shared/operations/contract/settings-routes.ts';
import { systemRoutes } from '../../../../shared/operations/contract/system-routes.ts';
import type { Settings } from '../../../../shared/workspaces/contract/settings.ts';
import type { ApiAnswer, ApiError } from '../../api/client.ts';
import { useApi, useVersioned } from '../../api/hooks.ts';
import { lazyPart } from '../../api/load-part.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Loaded, Loading, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { FirstRun } from './first-run.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { SaveBar } from './save-bar.tsx';
import { SectionForm } from './section-form.tsx';
import { SectionNav } from './section-nav.tsx';
import { FORM_SECTIONS, type FormSectionId, type OtherSectionId, SECTION_IDS } from './sections.ts';
import styles from './settings.module.css';
import { useDraft } from './use-draft.ts';

const addressSchema = z.object({ section: z.enum(SECTION_IDS) });

const OTHERS = {
  notifications: lazyPart(async () => (await import('./notifications/section.tsx')).Notifications),
  members: lazyPart(async () => (await import('./members/section.tsx')).Members),
  keys: lazyPart(async () => (await import('./keys/section.tsx')).Keys),
  webhooks: lazyPart(async () => (await import('./webhooks/section.tsx')).Webhooks),
  usage: lazyPart(async () => (await import('./usage/section.tsx')).Usage),
  faq: lazyPart(async () => (await import('./faq/section.tsx')).Faq),
} satisfies Record<OtherSectionId, unknown>;

const isForm = (section: string): section is FormSectionId => !(section in OTHERS);

/** The settings of the workspace, and what people and programs get from it. */
export function Page() {
  // A workspace that is not set up has no settings to ask for. The status, which every page has, says so.
  const isEmpty = useApi(systemRoutes.status, {}).data?.setUp === false;
  const settings = useVersioned(settingsRoutes.getSettings, {}, { enabled: !isEmpty });
  return (
    <PageFrame
      title="Settings"
      actions={isEmpty ? undefined : <CopyAs route={settingsRoutes.getSettings} request={{}} />}
    >
      {isEmpty ? <FirstRun /> : <Loaded query={settings}>{(saved) => <Sections saved={saved} />}</Loaded>}
    </PageFrame>
  );
}

function Sections({ saved }: { readonly saved: ApiAnswer<Settings> }) {
  const session = useSession();
  const [{ section = 'brand' }, change] = useAddress(addressSchema);
  const draft = useDraft(saved);
  const [error, setError] = useState<ApiError>();
  const readOnly = !session.may(settingsRoutes.putSettings);
  const changed = FORM_SECTIONS.filter(({ fields }) =>
    draft.changes.some(({ path: [first] }) => (fields as readonly (string | undefined)[]).includes(first)),
  ).map(({ id }) => id);
  const Other = isForm(section) ? undefined : OTHERS[section];
  return (
    <div className={styles.layout}>
      <SectionNav current={section} choose={(id) => change({ section: id })} changed={changed} />
      <div className="stack">
        {readOnly && Other === undefined ? (
          <Notice>You can read the settings. An owner or an admin can change them.</Notice>
        ) : null}
        {isForm(section) ? (
          <SectionForm section={section} draft={draft} readOnly={readOnly} error={error} />
        ) : (
          <Suspense fallback={<Loading />}>{Other === undefined ? null : <Other />}</Suspense>
        )}
        <SaveBar draft={draft} onProblem={setError} />
        <LeaveGuard isDirty={draft.changes.length > 0} />
      </div>
    </div>
  );
}
