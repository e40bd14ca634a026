import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { parseCsv } from './domain/leads/csv.ts';
import { mapLeadColumns } from './domain/leads/columns.ts';
import { parseLeadRow } from './domain/leads/lead-row.ts';
import { likelySame } from './domain/leads/same-person.ts';
const D='/work/wt/shared/data/crm_leads/';
it('x', () => {
 for (const [f, ent] of [['febrl/dataset1.csv',(r)=>r[0].split('-')[1]],['febrl/dataset2.csv',(r)=>r[0].split('-')[1]],['dedupe/splink_fake_1000.csv',r=>r.at(-1)]] as any) {
  const t=parseCsv(readFileSync(D+f,'utf8'));
  const header=['addr e',...t.header.map((h:string)=>h==='rec_id'||h==='email'?'skip':h)];
  const cols=mapLeadColumns(header.map((h:string)=>h.trim()),{email:'addr e'});
  console.log(JSON.stringify(cols), JSON.stringify(header));
  const rows=t.rows.flatMap((r:any)=>r.ok?[r.cells]:[]);
  const people=rows.map((c:any,i:number)=>{const p=parseLeadRow([`p${i}@x${i}.example`,...c],cols); if(!p.ok) throw new Error(p.reason); return p.lead;});
  const s=performance.now();
  const found=likelySame(people);
  const ms=performance.now()-s;
  const ents=rows.map(ent); const groups=Map.groupBy(ents,(e:any)=>e); let truth=0; for(const g of groups.values()) truth+=g.length*(g.length-1)/2;
  const right=found.filter(({a,b})=>ents[a]===ents[b]).length; const P=right/found.length,R=right/truth;
  console.log(f,people.length,'found',found.length,'P',P.toFixed(4),'R',R.toFixed(4),'F1',(2*P*R/(P+R)).toFixed(4),ms.toFixed(0)+'ms');
 }
});
