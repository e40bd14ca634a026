/** Where an invitation is accepted. The link has its token behind a `#`, which browsers send to nobody. */
export const JOIN_PATH = '/join';

const KEPT = 'rex.invitation';

/**
 * The token of a link stays neither in the address nor in the history of the browser: this tab keeps it, until it is used or
 * put aside.
 */
export function keepInvitation(): void {
  const token = location.hash.slice(1);
  if (location.pathname !== JOIN_PATH || token === '') return;
  sessionStorage.setItem(KEPT, token);
  history.replaceState(null, '', JOIN_PATH);
}

export const keptInvitation = (): string => sessionStorage.getItem(KEPT) ?? '';
export const hasInvitation = (): boolean => keptInvitation() !== '';
export const forgetInvitation = (): void => sessionStorage.removeItem(KEPT);
