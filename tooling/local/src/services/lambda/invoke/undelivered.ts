/** Something that a service was to bring to a resource of another one, and that is lost. */
export class Undelivered extends Error {
  constructor(message: string) {
    super(message);
    // It says all that there is to know, and is nobody's bug.
    delete this.stack;
  }

  static to(arn: string, what: string, why: string): Undelivered {
    return new Undelivered(`${what} was not delivered to ${arn}: ${why}`);
  }
}
