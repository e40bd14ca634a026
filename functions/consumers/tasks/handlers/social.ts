import { systemClock } from '../../../../shared/kernel/clock.ts';
import { releasedContent } from '../../../../shared/lords/aesthete/app/released-content.ts';
import { seatStores } from '../../../../shared/seats/adapters/stores.ts';
import { openNetworks } from '../../../../shared/social/adapters/networks/networks.ts';
import { PublicImages } from '../../../../shared/social/adapters/public-images.ts';
import { socialStores } from '../../../../shared/social/adapters/stores.ts';
import { numbersHandler } from '../../../../shared/social/app/numbers-handler.ts';
import { publishHandler } from '../../../../shared/social/app/publish-handler.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import { jsonClient } from '../../../../shared/webhooks/adapters/https/json-client.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ tables, connections, targets, wait }: Opening) {
  const social = {
    ...socialStores(tables),
    connections,
    networks: openNetworks({ call: jsonClient({ targets }), clock: systemClock, wait }),
    released: releasedContent(seatStores(tables, 'aesthete').works),
    images: new PublicImages({ targets }),
    clock: systemClock,
    wait,
  };
  return [publishHandler(social), numbersHandler(social)] as readonly TaskHandler[];
}
