/** Calls that change nothing: they may be made again when it is not known what became of them. */
export const TABLE_READS = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan']);
export const TABLE_WRITES = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'BatchExecuteStatement',
  'TransactWriteItems',
]);

/** What AWS answers when it does not know whether it has done what it was asked for. Clients try again. */
export const UNKNOWN_OUTCOME = {
  status: 500,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(
    JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
      message: 'The engine was started again while this request was on its way.',
    }),
  ),
};

/** The connection tells of an engine's death before the process does. */
export const DEATH_NOTICE_MS = 50;

/** Goes in at the front of a request, so that nobody has to parse it. */
export const CAPACITY = '"ReturnConsumedCapacity":"TOTAL",';
export const CAPACITY_FIELD = '"ReturnConsumedCapacity"';

/**
 * In an answer of the endpoint: such a call was allowed, and a function's thread may ask the engine itself the next time.
 * Its value names the tables whose streams must hear of such a write.
 */
export const MAY_GO_DIRECTLY = 'x-local-direct';
