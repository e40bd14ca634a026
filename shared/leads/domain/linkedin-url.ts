const PROFILE =
  /^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(in|pub)\/([\p{L}\p{N}%_-]{2,150})(?:[/?#].*)?$/iu;

/** The URL of a person's profile without tracking parameters; undefined for companies and other pages. */
export function parseLinkedinUrl(raw: string): string | undefined {
  const [, kind, name] = PROFILE.exec(raw.trim().slice(0, 400)) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  try {
    return new URL(`https://www.linkedin.com/${kind.toLowerCase()}/${name}`).href;
  } catch {
    return undefined;
  }
}
