/**
 * The ARN of the function that an integration or an authorizer calls: as it is, or within the URI of
 * Lambda's Invoke. `${stageVariables.name}` stands for a value of the stage.
 */
export function functionOfUri(
  uri: string,
  stageVariables: Readonly<Record<string, string>>,
): string | undefined {
  const filled = uri.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (text, name: string) =>
    Object.hasOwn(stageVariables, name) ? String(stageVariables[name]) : text,
  );
  const [, within] = invocationUri.exec(filled) ?? [];
  const arn = within ?? filled;
  return functionArn.test(arn) ? arn : undefined;
}

const invocationUri =
  /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;
const functionArn =
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w${}.-]+(:(\$LATEST|[\w${}.-]+))?$/;
