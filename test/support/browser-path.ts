import { existsSync } from 'node:fs';

/**
 * The browser of CHROMIUM_PATH, or the one that comes by npm, for Linux on x64. Its package unpacks it, and takes what another
 * process still unpacks for ready, so one process does it for all.
 */
export async function browserPath(): Promise<string | undefined> {
  const { CHROMIUM_PATH: given } = process.env;
  if (given) return existsSync(given) ? given : undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
