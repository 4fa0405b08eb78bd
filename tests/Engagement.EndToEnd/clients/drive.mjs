// Drives one real client, unmodified, as an app would.
//
//   node drive.mjs <segment-node|rudder-node|customerio-node> <base url> <write key> [flushAt] < calls.jsonl
//
// A line of input is one call in the words of the Segment spec: {"type":"track","userId":"u","event":"…","properties":{…}}.
// Prints one line of JSON: how many calls were made, how many the client reported as delivered, and its errors.
import { createInterface } from 'node:readline';
import { customerIo } from './customerio-node.mjs';
import { rudder } from './rudder-node.mjs';
import { segment } from './segment-node.mjs';

const clients = { 'segment-node': segment, 'rudder-node': rudder, 'customerio-node': customerIo };
const [name, baseUrl, writeKey, flushAt = '5'] = process.argv.slice(2);
const errors = [];
const client = clients[name]({ baseUrl, writeKey, flushAt: Number(flushAt), failed: (error) => errors.push(String(error?.message ?? error)) });

let made = 0;
let delivered = 0;
const settled = [];
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const { type, timestamp, ...call } = JSON.parse(line);
  const given = timestamp === undefined ? call : { ...call, timestamp: new Date(timestamp) };
  made++;
  settled.push(new Promise((resolve) => {
    client.call(type, given, (error) => {
      if (error) errors.push(String(error?.message ?? error));
      else delivered++;
      resolve();
    });
  }));
}

await client.close();
await Promise.all(settled);
console.log(JSON.stringify({ client: name, made, delivered, errors }));
process.exit(0);
