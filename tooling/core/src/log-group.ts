/** The log group that Lambda gives a function for which nobody names another. */
export const defaultLogGroup = (functionName: string): string => `/aws/lambda/${functionName}`;
