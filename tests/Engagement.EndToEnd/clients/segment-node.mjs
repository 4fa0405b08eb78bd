import { Analytics } from '@segment/analytics-node';

export function segment({ baseUrl, writeKey, flushAt, failed }) {
  const analytics = new Analytics({ writeKey, host: baseUrl, flushAt, flushInterval: 200 });
  analytics.on('error', ({ reason }) => failed(reason));
  return {
    call: (type, message, done) => analytics[type](message, done),
    close: () => analytics.closeAndFlush({ timeout: 60_000 }),
  };
}
