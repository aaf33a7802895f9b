import type { AccessStatement } from './access-statement.ts';

/**
 * What may be done with keys. As a resource, an alias stands for itself and not for its key: that is told by
 * the aliases that it has.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keyStatements(
  keys: readonly string[],
  { Sid, why, Action }: Pick<AccessStatement, 'Action' | 'Sid' | 'why'>,
): readonly AccessStatement[] {
  const aliases = keys.filter((arn) => arn.includes(':alias/'));
  const named = keys.filter((arn) => !aliases.includes(arn));
  const places = [...new Set(aliases.map((arn) => arn.replace(/alias\/.*$/, 'key/*')))];
  return [
    ...(named.length === 0 ? [] : [{ Sid, why, Action, Resource: named }]),
    ...(aliases.length === 0
      ? []
      : [
          {
            Sid: `${Sid}ByAlias`,
            why,
            Action,
            Resource: places,
            Condition: {
              'ForAnyValue:StringEquals': {
                'kms:ResourceAliases': aliases.map((arn) => arn.replace(/^.*:alias\//, 'alias/')),
              },
            },
          },
        ]),
  ];
}
