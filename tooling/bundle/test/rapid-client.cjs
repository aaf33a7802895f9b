'use strict';

// In place of aws-lambda-ric's native addon: its three functions, for one invocation. The answer goes
// to file descriptor 3, since the runtime client takes the standard streams for logs.
const { writeSync } = require('node:fs');

const answer = (value) => {
  writeSync(3, JSON.stringify(value));
  process.exit(0);
};

module.exports = {
  next: async () => ({
    bodyJson: process.env.TEST_EVENT,
    headers: {
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:x',
      'lambda-runtime-aws-request-id': '7c1c3f4e-0000-4000-8000-000000000000',
      'lambda-runtime-deadline-ms': String(Date.now() + 60_000),
    },
  }),
  done: (id, body) => answer({ result: JSON.parse(body) }),
  error: (id, body) => answer({ error: JSON.parse(body) }),
};
