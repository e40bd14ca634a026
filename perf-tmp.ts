import { startTestAws } from './test/support/aws.ts';
import * as sdkD from '@aws-sdk/client-dynamodb'; import * as sdkL from '@aws-sdk/lib-dynamodb';
import * as d from './infra/lean-aws/packages/client-dynamodb.ts'; import * as l from './infra/lean-aws/packages/lib-dynamodb.ts';
const aws = await startTestAws(); const { hostname, port } = await aws.dynamodb.config.endpoint!();
const config = { endpoint: `http://${hostname}:${port}`, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 't'.repeat(300) } };
const item = (i: number) => ({pk:'W#acme#LEAD#l_'+i,sk:'LEAD',recordFormat:1,id:'l_12345',workspace:'acme',email:'a@b.example',firstName:'Ann',lastName:'Lee',phone:null,score:0.123,version:7,orders:[{id:'o1',at:'2026-01-01T00:00:00Z',cents:1234,undef:undefined},{id:'o2',at:'2026-01-01T00:00:00Z',cents:99}],journeys:{m1:{step:1,at:'2026-01-01'},m2:{step:2,at:'2026-01-01'}},a:'x',b:'y',c:1,d:2,e:true,f:false,tags:['a','b','c']});
for (const [name, D, L] of [['lean', d, l]] as any) {
  const c = L.DynamoDBDocumentClient.from(new D.DynamoDBClient(config), { marshallOptions: { removeUndefinedValues: true } });
  const run = async (n: number, f: (i: number) => Promise<unknown>) => { for (let i = 0; i < n; i += 8) await Promise.all(Array.from({ length: 8 }, (_, k) => f(i + k))); };
  const put = (i: number) => c.send(new L.PutCommand({ TableName: 'records', Item: item(i), ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)' }));
  await run(2000, put);
  let u = process.cpuUsage(); await run(30000, put); let v = process.cpuUsage(u); console.log(name, 'put', ((v.user + v.system) / 30000).toFixed(0), 'us');
  const get = (i: number) => c.send(new L.GetCommand({ TableName: 'records', Key: { pk: 'W#acme#LEAD#l_' + i, sk: 'LEAD' } }));
  await run(2000, get);
  u = process.cpuUsage(); await run(30000, get); v = process.cpuUsage(u); console.log(name, 'get', ((v.user + v.system) / 30000).toFixed(0), 'us');
}
await aws.stop(); process.exit(0);
