import { icpSettingsSchema } from '../../shared/icp/contract/settings.ts';
import { fitIcpModel, type IcpModel, MIN_OF_EACH_OUTCOME } from '../../shared/icp/domain/fit-model.ts';
import { CRM_LISTS, type CrmList, crmListsAreThere, readCrmList } from '../support/crm-leads.ts';
import { comparePeer } from './icp-peer.ts';
import type { Table } from './table.ts';

const SEED = 1;
const COLUMNS = ['what', 'Rex', 'beside'];

/** How well the ICP agent ranks leads of two lists with known outcomes, and which columns it refuses. */
export function benchIcp(): readonly Table[] {
  if (!crmListsAreThere()) {
    const notes = ['Skipped: the CRM lists are not beside the project.'];
    return [{ title: 'Ideal customer', columns: COLUMNS, rows: [], notes }];
  }
  return CRM_LISTS.map((list, i) => tableOf(list, i === 0));
}

/** The peer takes minutes for the longer list. */
function tableOf(list: CrmList, withPeer: boolean): Table {
  const leads = readCrmList(list, SEED);
  const settings = icpSettingsSchema.parse({});
  const started = performance.now();
  const model = fitIcpModel(leads, settings);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const trusting = fitIcpModel(leads, { ...settings, allowColumns: [...list.leaking] });
  const refused = model.refused.map(({ column }) => column);
  const missed = list.leaking.filter((column) => !refused.includes(column));
  const extra = refused.filter((column) => !list.leaking.includes(column));
  return {
    title: `Ideal customer: ${list.name}, ${leads.length} leads, ${model.positive} converted`,
    columns: COLUMNS,
    rows: [
      ['AUC of the fitted model', shown(model, 'fitted'), `stated ${list.stated}`],
      ['AUC of the weighted score', shown(model, 'weighted'), 'chance 0.5'],
      ['score that is used', model.used ? 'fitted' : 'weighted', ''],
      [
        'leaking columns refused',
        `${list.leaking.length - missed.length} of ${list.leaking.length}`,
        missed.join(', ') || 'none missed',
      ],
      ['other columns refused', String(extra.length), extra.join(', ') || 'none'],
      ['AUC if they were read', shown(trusting, 'fitted'), `stated ${list.statedWithLeaks}`],
      ['fitting and judging', `${seconds} s`, `at least ${MIN_OF_EACH_OUTCOME} of each outcome`],
      ...(withPeer ? comparePeer(leads, list.leaking) : []),
    ],
    notes: [
      'Rex: five-fold cross-validation with 95 % intervals (DeLong); stated: a 70/30 split, of SOURCE.md beside the data.',
      'The weighted score knows neither the product nor the outcome columns but through the rates of industry and size.',
    ],
  };
}

function shown(model: IcpModel, which: 'fitted' | 'weighted'): string {
  const of = model[which];
  return of ? `${of.auc.toFixed(3)} [${of.low.toFixed(3)}, ${of.high.toFixed(3)}]` : 'none';
}
