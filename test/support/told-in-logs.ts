/** What no log line may hold: whom it names, and what opens doors. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'an e-mail address': /[\p{L}\p{N}_.+%-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u,
  'a telephone number': /(?<![\w.:+-])\+[1-9]\d{7,14}(?!\d)/,
  'an authorization header': /\b(?:Bearer|Basic) [\w.~+/=-]{8,}/,
  'a token': /\beyJ[\w-]{10,}\.[\w-]{10,}/,
  'a key of a provider': /\b(?:sk-[\w-]{8,}|SG\.[\w-]{8,}|whsec_[\w+/=-]{8,}|(?:AKIA|ASIA)[A-Z0-9]{12,})/,
  'a link to unsubscribe': /\/u\/[\w-]{30,}/,
};

/**
 * What a line of a log tells that it should not.
 * @param secrets values that are secret in this place, whatever they look like
 */
export function toldIn(line: string, secrets: readonly string[] = []): string[] {
  const shapes = Object.entries(FORBIDDEN).flatMap(([what, shape]) => (shape.test(line) ? [what] : []));
  return secrets.some((secret) => line.includes(secret)) ? [...shapes, 'a secret'] : shapes;
}

/** @throws when any line tells what it should not; the message repeats nothing of it. */
export function expectSilent(
  lines: readonly (readonly [where: string, line: string])[],
  secrets: readonly string[] = [],
): void {
  const told = lines.flatMap(([where, line]) =>
    toldIn(line, secrets).map((what) => `${where}: ${what}: ${masked(line)}`),
  );
  if (told.length > 0)
    throw new Error(`Logs tell what they must not:\n${[...new Set(told)].slice(0, 20).join('\n')}`);
}

/** Enough of the line to find who wrote it. */
const masked = (line: string): string =>
  line.slice(0, 400).replace(/[^\s"{}:,[\]]*[@+][^\s"{}:,[\]]*/g, '[...]');
