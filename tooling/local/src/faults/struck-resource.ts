/** What a request is about: the name of a function, role, log group and so on; '' when of nothing. */
export function struckResource(input: Readonly<Record<string, unknown>>): string {
  const name =
    givenFunctionName(input) ??
    ['RoleName', 'logGroupName', 'Bucket', 'Name', 'SecretId']
      .map((member) => input[member])
      .find((value) => typeof value === 'string');
  return name ?? '';
}

/** The function that a request of Lambda names: by its name, or by an ARN that ends in a qualifier or not. */
export function givenFunctionName(input: Readonly<Record<string, unknown>>): string | undefined {
  const given = input.FunctionName ?? input.Resource;
  if (typeof given !== 'string') return undefined;
  const [, name] = /(?:^|:)function:([^:]+)/.exec(given) ?? [];
  return name ?? given.split(':')[0];
}
