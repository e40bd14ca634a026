import { type ComponentType, lazy } from 'react';
import { unreachable } from './client.ts';

/** Code that the first page does not need is fetched when it is wanted, and Rex may not answer then. */
const TRY_AGAIN_MS = 1_000;
const ONCE_IN_MS = 10_000;
const LOADED_ANEW = 'rex.loaded-anew';

const answers = (): Promise<boolean> =>
  fetch('/').then(
    () => true,
    () => false,
  );

/**
 * A browser does not ask again, in the same document, for a module that it could not fetch, and a newer version has other
 * modules: either way the document is loaded anew. When that was done a moment ago it does not help.
 */
function loadAnew(error: unknown): Promise<never> {
  const now = Date.now();
  if (now - Number(sessionStorage.getItem(LOADED_ANEW)) < ONCE_IN_MS) throw error;
  sessionStorage.setItem(LOADED_ANEW, String(now));
  location.reload();
  return new Promise<never>(() => undefined);
}

/**
 * Loads the code of a page.
 * @throws ApiError UNREACHABLE while Rex does not answer
 */
export async function loadPage<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(await answers())) throw unreachable();
    return loadAnew(error);
  }
}

/** A part of a page that is loaded when it is drawn first. While Rex does not answer it is not there; the page stays. */
export const lazyPart = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      return loadAnew(error);
    }
  });
