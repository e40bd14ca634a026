/** Programs that fetch images and follow links for people: mail proxies, scanners, crawlers. */
const AUTOMATIC_AGENTS =
  /GoogleImageProxy|YahooMailProxy|Barracuda|Mimecast|Proofpoint|SafeLinks|bot\b|crawler|spider|HeadlessChrome|python-requests|curl\//i;
/** Apple Mail Privacy Protection fetches under this bare agent, without naming a browser. */
const APPLE_PRIVACY = /^Mozilla\/5\.0$/;
/** Nobody reads and clicks so soon after a message was handed over. */
const TOO_SOON_MS = 2_000;

/** Whether an open or click looks like a program's. Kept apart, not thrown away: it can be judged again. */
export function looksAutomatic(
  engagement: { readonly timestamp: string; readonly userAgent: string },
  sentAt: string,
): boolean {
  const agent = engagement.userAgent.trim();
  return (
    AUTOMATIC_AGENTS.test(agent) ||
    APPLE_PRIVACY.test(agent) ||
    Date.parse(engagement.timestamp) - Date.parse(sentAt) < TOO_SOON_MS
  );
}
