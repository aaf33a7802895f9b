/** Something of an asynchronous invocation that is lost here and is not on AWS. */
export class Undelivered extends Error {
  constructor(message: string) {
    super(message);
    // It says all that there is to know, and is nobody's bug.
    delete this.stack;
  }

  static to(arn: string, what: string): Undelivered {
    const service = arn.split(':')[2] ?? '';
    return new Undelivered(
      `${what} was not delivered to ${arn}: the local AWS has no ${names[service] ?? service}.`,
    );
  }
}

const names: Readonly<Record<string, string>> = {
  sqs: 'SQS',
  sns: 'SNS',
  events: 'EventBridge',
  s3: 'S3 that takes records',
};
