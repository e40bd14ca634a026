import type { Networks } from '../../app/ports/network.ts';
import { facebookNetwork } from './facebook.ts';
import { instagramNetwork } from './instagram.ts';
import { linkedinNetwork } from './linkedin.ts';
import type { NetworkOptions } from './network-call.ts';
import { xNetwork } from './x.ts';

export const openNetworks = (options: NetworkOptions): Networks => ({
  x: xNetwork(options),
  linkedin: linkedinNetwork(options),
  facebook: facebookNetwork(options),
  instagram: instagramNetwork(options),
});
