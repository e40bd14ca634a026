import type { RouteContract } from '../../kernel/contract/route.ts';

/** The routes of all areas as a text for language models (https://llmstxt.org): what Rex is, and what can be asked. */
export function llmsText(
  tables: Readonly<Record<string, Readonly<Record<string, RouteContract>>>>,
  baseUrl: string,
): string {
  const areas = Object.entries(tables).map(([area, table]) => {
    const lines = Object.values(table)
      .filter(({ roles, success }) => Array.isArray(roles) && success.schema !== undefined)
      .map(({ method, path, summary }) => `- \`${method} ${path}\`: ${summary}`);
    return lines.length === 0 ? '' : `## ${area}\n\n${lines.join('\n')}`;
  });
  return [
    '# Rex',
    '> Rex wakes up dormant leads, and runs the marketing work around them, by itself, inside limits that people set. Everything goes over this API, by a token with a workspace and a role.',
    [
      `- [OpenAPI](${baseUrl}/openapi.json): every route with its schemas`,
      `- [AsyncAPI](${baseUrl}/asyncapi.json): every event`,
      `- [MCP](${baseUrl}/mcp): the same routes as tools of the Model Context Protocol, over streamable HTTP`,
    ].join('\n'),
    'Send `Authorization: Bearer TOKEN`: an ID token of the issuer that `/.well-known/rex` names, or an API key. Lists have `limit` and `cursor`. Errors are problems (RFC 9457) with a `code`, and `fields` where the input is wrong. What needs an approval waits for a person.',
    ...areas.filter((text) => text !== ''),
  ].join('\n\n');
}
