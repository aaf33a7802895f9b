import type { FunctionSettings } from '../function-settings.ts';
import type { Preflight } from './preflight.ts';

interface Named {
  readonly field: string;
  readonly value: string;
}

/** What AWS wants from the function's own region, or account, and somebody took from another. */
export function checkArns({ wanted, context, place }: Preflight): readonly string[] {
  const { region, account } = context;
  const elsewhere = regionalOf(wanted.settings).flatMap(({ field, value }) => {
    const other = regionOf(value);
    return other === undefined || other === region
      ? []
      : [
          `${place(field)}: ${value} is of ${other}, and the function runs in ${region}: name one of that region`,
        ];
  });
  const { role } = wanted.settings;
  const owner = role?.split(':')[4];
  return role === undefined || owner === account
    ? elsewhere
    : [
        ...elsewhere,
        `${place('role')}: ${role} is of account ${owner ?? ''}, and the function is made in ${account}: Lambda assumes no role of another account`,
      ];
}

/** What Lambda takes from no other region. */
function regionalOf(settings: FunctionSettings): Named[] {
  const { layers = [], fileSystems = [], kmsKeyArn = '', deadLetter, image } = settings;
  return [
    ...layers.map((value, index) => ({ field: `layers[${index}]`, value })),
    ...fileSystems.map(({ arn }, index) => ({ field: `fileSystems[${index}].arn`, value: arn })),
    { field: 'kmsKeyArn', value: kmsKeyArn },
    { field: 'deadLetter.targetArn', value: deadLetter?.targetArn ?? '' },
    { field: 'image.uri', value: image?.uri ?? '' },
  ];
}

/** Of an ARN, or of an image in ECR; undefined where it names none. */
function regionOf(value: string): string | undefined {
  const region = /^arn:[^:]*:[^:]*:([^:]+):|\.dkr\.ecr\.([a-z0-9-]+)\./.exec(value);
  return region?.[1] ?? region?.[2];
}
