import { type RequestOf, urlOf } from '../../../shared/kernel/contract/request.ts';
import type { RouteContract } from '../../../shared/kernel/contract/route.ts';
import { needsToken } from '../../../shared/kernel/contract/route.ts';
import { WORKSPACE_HEADER } from '../../../shared/members/contract/workspace-header.ts';
import { WORKSPACE } from '../app/workspace.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Menu } from './menu.tsx';
import { useTell } from './toast.tsx';

interface CopyAsProps<R extends RouteContract> {
  readonly route: R;
  readonly request: RequestOf<R>;
  /** The same on the command line: `rex mission show m_...`. */
  readonly command?: string;
}

/** The request of this page for a shell. The token stays out of it: `rex token` gives one. */
function curlOf(route: RouteContract, request: { readonly body?: unknown }, workspace: string): string {
  const parts = [`curl ${quoted(urlOf(location.origin, route, request).href)}`];
  if (route.method !== 'GET') parts.push(`-X ${route.method}`);
  if (needsToken(route)) {
    parts.push('-H "authorization: Bearer $REX_TOKEN"', `-H '${WORKSPACE_HEADER}: ${workspace}'`);
  }
  if (request.body !== undefined) {
    parts.push("-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(request.body))}`);
  }
  return parts.join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** This page, for whoever gets it: they may be at home in another workspace. */
function linkIn(workspace: string): string {
  const url = new URL(location.href);
  url.searchParams.set(WORKSPACE, workspace);
  return url.href;
}

/** Copies what would do or show the same from a terminal. */
export function CopyAs<R extends RouteContract>({ route, request, command }: CopyAsProps<R>) {
  const tell = useTell();
  const { workspace } = useSession();
  const copy = (what: string, text: string) => ({
    label: `Copy as ${what}`,
    onChoose: () => void navigator.clipboard.writeText(text).then(() => tell(`Copied: ${text}`)),
  });
  return (
    <Menu
      kind="quiet"
      label="Copy"
      items={[
        ...(command === undefined ? [] : [copy('command', command)]),
        copy('cURL', curlOf(route, request as { body?: unknown }, workspace)),
        copy('link', linkIn(workspace)),
      ]}
    />
  );
}
