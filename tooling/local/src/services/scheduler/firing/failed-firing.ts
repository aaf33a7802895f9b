/** A firing that did not reach its target, for whoever watches the local AWS. */
export class FailedFiring extends Error {
  constructor(message: string) {
    super(message);
    // It says all that there is to know, and is nobody's bug.
    delete this.stack;
  }
}
