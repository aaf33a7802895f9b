/** The name that logs, metrics and traces of this function carry. */
export function serviceName(environment: NodeJS.ProcessEnv): string {
  // Powertools' own variable wins, so that several functions can share one service. `||`: a
  // variable that is set to nothing counts as not set.
  return environment.POWERTOOLS_SERVICE_NAME || environment.AWS_LAMBDA_FUNCTION_NAME || 'local';
}
