import { GoogleAds } from '../../../../shared/ads/adapters/google-ads/google-ads.ts';
import { adsStores } from '../../../../shared/ads/adapters/stores.ts';
import { adsChangeHandler } from '../../../../shared/ads/app/change-handler.ts';
import { adsReportHandler } from '../../../../shared/ads/app/report-handler.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import { jsonClient } from '../../../../shared/webhooks/adapters/https/json-client.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ tables, connections, targets, wait }: Opening) {
  const ads = {
    ...adsStores(tables),
    connections,
    googleAds: new GoogleAds({ call: jsonClient({ targets }), clock: systemClock }),
    clock: systemClock,
    wait,
  };
  return [adsReportHandler(ads), adsChangeHandler(ads)] as readonly TaskHandler[];
}
