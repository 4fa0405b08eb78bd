import Analytics from '@rudderstack/rudder-sdk-node';

export function rudder({ baseUrl, writeKey, flushAt, failed }) {
  const analytics = new Analytics(writeKey, { dataPlaneUrl: baseUrl, flushAt, flushInterval: 200, logLevel: 'none', errorHandler: failed });
  return {
    call: (type, message, done) => analytics[type](message, done),
    close: () => new Promise((resolve) => analytics.flush(() => resolve())),
  };
}
