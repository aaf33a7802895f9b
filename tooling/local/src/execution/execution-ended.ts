/** An invocation that did not finish because the local AWS was closed or reset: nobody's mistake. */
export class ExecutionEnded extends Error {
  override readonly name = 'ExecutionEnded';
}
