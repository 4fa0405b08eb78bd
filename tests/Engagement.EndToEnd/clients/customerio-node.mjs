import { Analytics } from '@customerio/cdp-analytics-node';

export function customerIo({ baseUrl, writeKey, flushAt, failed }) {
  const analytics = new Analytics({ writeKey, host: baseUrl, maxEventsInBatch: flushAt, flushInterval: 200, maxRetries: 10 });
  analytics.on('error', ({ reason }) => failed(reason));
  return {
    call: (type, message, done) => analytics[type](message, done),
    close: () => analytics.closeAndFlush({ timeout: 60_000 }),
  };
}
