import { PublicSite } from '../../../../shared/seo/adapters/public-site.ts';
import { ShopifyEditor } from '../../../../shared/seo/adapters/shopify/shopify-editor.ts';
import { WordPressEditor } from '../../../../shared/seo/adapters/wordpress/wordpress-editor.ts';
import { seoAuditHandler } from '../../../../shared/seo/app/audit-handler.ts';
import { seoBulkHandler, seoFixHandler } from '../../../../shared/seo/app/fix-handler.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import { jsonClient } from '../../../../shared/webhooks/adapters/https/json-client.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ connections, targets, wait }: Opening): Promise<readonly TaskHandler[]> {
  const call = jsonClient({ targets });
  const fixes = {
    connections,
    editors: { wordpress: new WordPressEditor(call), shopify: new ShopifyEditor(call) },
    wait,
    now: () => performance.now(),
  };
  return [
    seoAuditHandler(() => new PublicSite({ targets })),
    seoFixHandler(fixes),
    seoBulkHandler(fixes),
  ] as readonly TaskHandler[];
}
