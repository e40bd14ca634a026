import { linkName } from '../../engagement/domain/link-name.ts';

const HREF = /<a\b[^>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/** Only what may stand in an address. */
const decoded = (href: string): string => href.replaceAll(/&(?:amp|#38|#x26);/gi, '&').trim();

/** The links of an issue, by the names under which their clicks are counted. */
export const linksOfIssue = (html: string): Map<string, string> =>
  new Map(
    [...html.matchAll(HREF)].flatMap(([, double, single, bare]) => {
      const url = decoded(double ?? single ?? bare ?? '');
      const name = linkName(url);
      return name === undefined ? [] : [[name, url] as const];
    }),
  );
