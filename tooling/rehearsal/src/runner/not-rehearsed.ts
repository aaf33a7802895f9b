/** What a workflow does and the rehearsal cannot: it fails the test, and never only the step. */
export class NotRehearsed extends Error {}

/** What fails a step on GitHub, too: the message stands in the job's log. */
export class StepFailed extends Error {}
